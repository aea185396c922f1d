#include "config/section.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "plan/vietnamese.h"

namespace dondoc::config {
namespace {

const plan::Words kText{"chuỗi trong ngoặc kép", "text in quotes"};
const plan::Words kTexts{"chuỗi trong ngoặc kép, hoặc danh sách các chuỗi",
                         "text in quotes, or a list of texts"};
const plan::Words kFlag{"true hoặc false, không có ngoặc kép", "true or false, without quotes"};
const plan::Words kTable{"một mục", "a table"};

}  // namespace

Place place_of(const toml::node& node) {
    return {node.source().begin.line, node.source().begin.column};
}

const toml::node* Section::node(std::string_view key) {
    known_.emplace(key);
    return table_->get(key);
}

bool Section::required(std::string_view key, std::string_view example) {
    if (has(key)) return true;
    fault(at_,
          {fmt::format("thiếu \"{0}\" trong {1}; hãy viết, ví dụ: {0} = {2}", key, title_, example),
           fmt::format("\"{0}\" is missing in {1}; write e.g. {0} = {2}", key, title_, example)});
    return false;
}

std::optional<Text> Section::checked_text(std::string_view key, const toml::node& value,
                                          const plan::Words& wanted,
                                          std::string_view example) const {
    const auto* text = value.as_string();
    if (text == nullptr) {
        wrong_type(key, value, wanted, example);
        return std::nullopt;
    }
    const Place at = place_of(value);
    if (plan::collapse_space(text->get()).empty()) {
        fault(at, {fmt::format("\"{0}\" để trống; hãy viết, ví dụ: {0} = {1}, hoặc bỏ dòng này",
                               key, example),
                   fmt::format("\"{0}\" is empty; write e.g. {0} = {1}, or leave it out", key,
                               example)});
        return std::nullopt;
    }
    if (std::any_of(text->get().begin(), text->get().end(), is_control)) {
        fault(at,
              {fmt::format("\"{}\" có ký tự điều khiển hoặc dấu xuống dòng; hãy viết trên một dòng",
                           key),
               fmt::format("\"{}\" holds a control character or a line break; write it in one line",
                           key)});
        return std::nullopt;
    }
    return Text{text->get(), at};
}

std::optional<Text> Section::text(std::string_view key, std::string_view example) {
    const auto* value = node(key);
    if (value == nullptr) return std::nullopt;
    return checked_text(key, *value, kText, example);
}

std::optional<Text> Section::required_text(std::string_view key, std::string_view example) {
    if (!required(key, example)) return std::nullopt;
    return text(key, example);
}

std::vector<Text> Section::texts(std::string_view key, std::string_view example) {
    std::vector<Text> found;
    const auto* value = node(key);
    if (value == nullptr) return found;
    const auto* list = value->as_array();
    if (list == nullptr) {
        if (auto one = checked_text(key, *value, kTexts, example)) found.push_back(*one);
        return found;
    }
    if (list->empty()) {
        fault(place_of(*value),
              {fmt::format("danh sách \"{0}\" để trống; hãy viết, ví dụ: {0} = {1}", key, example),
               fmt::format("the list \"{0}\" is empty; write e.g. {0} = {1}", key, example)});
    }
    for (const auto& item : *list) {
        if (auto one = checked_text(key, item, kTexts, example)) found.push_back(*one);
    }
    return found;
}

std::optional<bool> Section::flag(std::string_view key) {
    const auto* value = node(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* flag = value->as_boolean()) return flag->get();
    wrong_type(key, *value, kFlag, "true");
    return std::nullopt;
}

std::optional<unsigned> Section::number(std::string_view key, unsigned least, unsigned most) {
    const auto* value = node(key);
    if (value == nullptr) return std::nullopt;
    const auto* number = value->as_integer();
    if (number != nullptr && number->get() >= least && number->get() <= most) {
        return static_cast<unsigned>(number->get());
    }
    wrong_type(key, *value,
               {fmt::format("số nguyên từ {} đến {}", least, most),
                fmt::format("a whole number from {} to {}", least, most)},
               std::to_string(least));
    return std::nullopt;
}

std::optional<std::size_t> Section::one_of(std::string_view key,
                                           const std::vector<std::string_view>& names) {
    const auto found = text(key, fmt::format("\"{}\"", names.front()));
    if (!found) return std::nullopt;
    return index_of(key, *found, names);
}

std::optional<std::size_t> Section::index_of(std::string_view key, const Text& text,
                                             const std::vector<std::string_view>& names) const {
    const auto name = std::find(names.begin(), names.end(), text.value);
    if (name != names.end()) return static_cast<std::size_t>(name - names.begin());
    const std::string all = fmt::format("\"{}\"", fmt::join(names, "\", \""));
    fault(text.at,
          {fmt::format("\"{}\" không nhận \"{}\"; hãy chọn một trong: {}", key, text.value, all),
           fmt::format("\"{}\" cannot be \"{}\"; choose one of {}", key, text.value, all)});
    return std::nullopt;
}

std::optional<Section> Section::table(std::string_view key, std::string title,
                                      std::string_view example) {
    const auto* value = node(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* table = value->as_table()) {
        return Section(*table, std::move(title), place_of(*value), *source_);
    }
    wrong_type(key, *value, kTable, example);
    return std::nullopt;
}

std::vector<Section> Section::tables(std::string_view key, const std::string& title) {
    std::vector<Section> found;
    const auto* value = node(key);
    if (value == nullptr) return found;
    const auto* list = value->as_array();
    if (list == nullptr || !(list->empty() || list->is_homogeneous<toml::table>())) {
        fault(place_of(*value),
              {fmt::format("\"{}\" phải viết thành từng mục {}, mỗi mục một lần", key, title),
               fmt::format("\"{}\" must be written as {}, once for each", key, title)});
        return found;
    }
    for (const auto& item : *list) {
        found.emplace_back(*item.as_table(), title, place_of(item), *source_);
    }
    return found;
}

std::vector<std::string> Section::keys() const {
    std::vector<std::string> found;
    for (const auto& [key, value] : *table_) {
        found.emplace_back(key.str());
    }
    return found;
}

void Section::refuse(std::string_view key, const plan::Words& why) {
    refused_.emplace(key);
    if (const auto* value = table_->get(key)) fault(place_of(*value), why);
}

void Section::not_built(std::string_view key) {
    refuse(key, {fmt::format("phiên bản này chưa có \"{}\"; hãy bỏ đi", key),
                 fmt::format("\"{}\" is not part of this version; remove it", key)});
}

void Section::wrong_type(std::string_view key, const toml::node& value, const plan::Words& wanted,
                         std::string_view example) const {
    fault(place_of(value),
          {fmt::format("\"{0}\" phải là {1}, ví dụ: {0} = {2}", key, wanted.vi, example),
           fmt::format("\"{0}\" must be {1}, e.g. {0} = {2}", key, wanted.en, example)});
}

void Section::finish() const {
    std::vector<std::string_view> good;
    std::set_difference(known_.begin(), known_.end(), refused_.begin(), refused_.end(),
                        std::back_inserter(good));
    for (const auto& [key, value] : *table_) {
        if (known_.contains(key.str()) || refused_.contains(key.str())) continue;
        const std::string_view meant = plan::nearest_of(key.str(), good);
        const std::string all = fmt::format("{}", fmt::join(good, ", "));
        const plan::Words instead =
            meant.empty() ? plan::Words{"; các khóa dùng được: " + all, "; its keys are " + all}
                          : plan::did_you_mean(meant);
        const auto& begin = key.source().begin;
        fault({begin.line, begin.column},
              {fmt::format("{} không có khóa \"{}\"{}", title_, key.str(), instead.vi),
               fmt::format("{} has no key \"{}\"{}", title_, key.str(), instead.en)});
    }
}

}  // namespace dondoc::config
