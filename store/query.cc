#include "store/query.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/fault.h"

namespace dondoc::store {
namespace {

template <class Work>
auto translated(const Database& database, Work work) {
    try {
        return work();
    } catch (const SQLite::Exception& problem) {
        throw fault(database.path(), problem.getErrorCode(), problem.what());
    }
}

}  // namespace

Query::Query(Database& database, std::string sql)
    : database_(database),
      sql_(std::move(sql)),
      statement_(translated(database, [&] { return database.take_statement(sql_); })) {}

Query::~Query() {
    database_.keep_statement(sql_, std::move(statement_));
}

void Query::reset() {
    translated(database_, [&] {
        statement_->reset();
        statement_->clearBindings();
    });
}

bool Query::next() {
    return translated(database_, [&] { return statement_->executeStep(); });
}

std::int64_t Query::run() {
    while (next()) {
    }
    return database_.handle().getChanges();
}

void Query::bind(int place, std::int64_t value) {
    translated(database_, [&] { statement_->bind(place, value); });
}

void Query::bind(int place, const std::string& value) {
    translated(database_, [&] { statement_->bind(place, value); });
}

void Query::bind_null(int place) {
    translated(database_, [&] { statement_->bind(place); });
}

bool Query::null(int column) const {
    return translated(database_, [&] { return statement_->isColumnNull(column); });
}

std::int64_t Query::integer(int column) const {
    return translated(database_, [&] { return statement_->getColumn(column).getInt64(); });
}

std::string Query::text(int column) const {
    return translated(database_, [&] { return statement_->getColumn(column).getString(); });
}

plan::Day Query::day(int column) const {
    const auto value = plan::parse_day(text(column));
    if (!value) reject(column);
    return *value;
}

void Query::reject(int column) const {
    throw bad_value(std::string(statement_->getColumnName(column)) + " = " + text(column));
}

}  // namespace dondoc::store
