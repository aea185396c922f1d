#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::plan {

/// The words that names of offices are made of. All texts here are folded (`fold`), with their tone
/// marks: «bộ» is a ministry, «bổ» is not.

/// How many words at the front name a kind of body («văn phòng» 2, «phòng» 1); 0 for none. Words
/// such as «các» before it do not count.
std::size_t kind_words(const std::vector<std::string_view>& words, std::size_t at);
/// «các», «những», «tất cả», «toàn thể», «mỗi»: how many words; 0 for none.
std::size_t quantity_words(const std::vector<std::string_view>& words, std::size_t at);
/// «tỉnh», «cấp huyện», «xã», «thị trấn»: 1 the province, 2 the district, 3 the commune; 0 for
/// none.
int level_of(std::string_view text);
/// Behind the kind at `kind`, of `length` words, stands what makes a group of it: «thuộc Sở», «có
/// liên quan», «cấp tỉnh».
bool has_group_tail(const std::vector<std::string_view>& words, std::size_t kind,
                    std::size_t length);
/// Names of departments that every province has, without tone marks and kind: «tai chinh».
bool is_common_name(std::string_view name_without_marks);
/// A kind that is a unit's whole name: «văn phòng», «thanh tra».
bool stands_alone(std::string_view kind);
/// «công chức», «cán bộ»: people, not a body.
bool is_person(const std::vector<std::string_view>& words, std::size_t at);
/// «HĐND», «Ủy ban nhân dân», «Đoàn ĐBQH»: how many words; 0 for none.
std::size_t council_words(const std::vector<std::string_view>& words, std::size_t at);
/// A verb that begins what a unit is to do: «chủ trì», «tham mưu». How many words; 0 for none. In
/// prose more verbs count than in a cell, where they may be part of a name.
std::size_t duty_words(const std::vector<std::string_view>& words, std::size_t at, bool in_prose);

}  // namespace dondoc::plan
