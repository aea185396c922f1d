#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::plan {

/// A name of an office taken apart. For the sources of this folder that split and compare names.
class Folded {
  public:
    /// Folded, with commas set apart from words.
    explicit Folded(std::string_view name);
    Folded(const Folded&) = delete;
    Folded& operator=(const Folded&) = delete;

    std::string text;
    std::vector<std::string_view> words;  ///< of `text`
};

/// How a name begins: how many words say how many («các») and of what kind («phòng»).
struct NameStart {
    std::size_t quantity = 0;
    std::size_t kind = 0;
    std::size_t length() const { return quantity + kind; }
};
NameStart start_of(const Folded& name, std::size_t at = 0);

/// Says kinds only, each on its own: «Phòng», «Các Sở, ban, ngành», «sở ban ngành». «Văn phòng Sở»
/// is an office of something, and «Văn phòng» alone is a name.
bool says_kinds_only(const Folded& name);
/// The kind with what makes a group of it: «Trung tâm thuộc Sở», «đơn vị có liên quan».
bool is_kind_with_tail(const Folded& name);

/// «Văn phòng HĐND» before «và UBND huyện»: one office that serves two councils. What stands before
/// has no level of its own.
bool is_joint_office(const Folded& before, const Folded& behind);
/// Nothing but a kind that also names a field of work: «Phòng Hành chính và Tổ chức».
bool is_kind_in_name(const Folded& piece);

/// The level at the end of a name («UBND cấp huyện»), and its words.
struct NameLevel {
    int tier = 0;  ///< as `level_of`; 0: none
    std::size_t words = 0;
    bool with_word = false;  ///< «cấp huyện»
};
NameLevel level_at_end(const Folded& name);

/// `count` words of a text as they are printed, from the word `from` on.
std::string some_words(std::string_view text, std::size_t from, std::size_t count);

}  // namespace dondoc::plan
