#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "plan/time.h"
#include "store/database.h"

namespace SQLite {
class Statement;
}

namespace dondoc::store {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

/// One SQL statement: binds and reads the types of the rooms (instants as milliseconds, days as
/// `2024-06-14`), and turns whatever SQLite throws into StoreError. Lives no longer than its
/// database, and as short as can be: an unfinished one keeps writers out.
class Query {
  public:
    Query(Database& database, std::string sql);
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    /// Begins anew, with these values for ?1, ?2, …
    template <class... Values>
    Query& with(const Values&... values) {
        reset();
        int place = 0;
        (put(++place, values), ...);
        return *this;
    }
    Query& with_all(const std::vector<std::string>& values) {
        reset();
        for (std::size_t i = 0; i < values.size(); ++i)
            bind(static_cast<int>(i) + 1, values[i]);
        return *this;
    }
    /// The next row; false past the last.
    bool next();
    /// Runs to the end; how many rows were changed.
    std::int64_t run();

    bool null(int column) const;
    template <class T>
    T get(int column) const {
        if constexpr (IsOptional<T>::value) {
            if (null(column)) return std::nullopt;
            return get<typename T::value_type>(column);
        } else if constexpr (std::is_same_v<T, std::string>) {
            return text(column);
        } else if constexpr (std::is_same_v<T, plan::Instant>) {
            return plan::Instant(std::chrono::milliseconds(integer(column)));
        } else if constexpr (std::is_same_v<T, plan::Day>) {
            return day(column);
        } else if constexpr (std::is_same_v<T, bool>) {
            return integer(column) != 0;
        } else {
            return static_cast<T>(integer(column));
        }
    }
    /// The value of a column that names one of an enumeration (`plan::state_named`, …).
    template <class Named>
    auto named(int column, Named by_name) const {
        const auto value = by_name(text(column));
        if (!value) reject(column);
        return *value;
    }

  private:
    template <class T>
    void put(int place, const T& value) {
        if constexpr (IsOptional<T>::value) {
            if (value) {
                put(place, *value);
            } else {
                bind_null(place);
            }
        } else if constexpr (std::is_same_v<T, plan::Instant>) {
            bind(place, static_cast<std::int64_t>(value.time_since_epoch().count()));
        } else if constexpr (std::is_same_v<T, plan::Day>) {
            bind(place, plan::iso(value));
        } else if constexpr (std::is_integral_v<T>) {
            bind(place, static_cast<std::int64_t>(value));
        } else {
            bind(place, std::string(value));
        }
    }
    void reset();
    void bind(int place, std::int64_t value);
    void bind(int place, const std::string& value);
    void bind_null(int place);
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    plan::Day day(int column) const;
    [[noreturn]] void reject(int column) const;

    Database& database_;
    std::string sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

}  // namespace dondoc::store
