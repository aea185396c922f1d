#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::plan {

/// The first letter or digit decides; quotes, brackets and bullets before it do not.
bool starts_upper(std::string_view text);
bool starts_lower(std::string_view text);
/// Has letters, and no small one among them.
bool is_all_upper(std::string_view text);
/// The words of a folded text, cut at spaces.
std::vector<std::string_view> words_of(std::string_view text);
/// Two parts of a text that a page break cut: with a space between, except behind a hyphen inside a
/// word («27/Ct-» «TTg»).
std::string joined(std::string_view first, std::string_view second);

}  // namespace dondoc::plan
