#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::plan {

/// Units as the cells of a plan name them. Whether a comma parts two units («Phòng Hành chính tư
/// pháp, Bổ trợ tư pháp») or stands inside one name («Phòng Phổ biến, giáo dục pháp luật») often
/// shows in other cells only, so the splitter first learns the names that stand alone.
class UnitSplitter {
  public:
    /// Takes in the names of a cell that are sure.
    void learn(std::string_view cell);
    /// The units of a cell, in order, each as printed; shortened enumerations are written out
    /// («UBND cấp huyện, xã» is two), groups stay whole («Các Phòng, Trung tâm thuộc Sở»), and of a
    /// sentence only the unit is kept.
    /// `guessed` is set where nothing but the length of a name told a comma between units from one
    /// inside a name.
    std::vector<std::string> split(std::string_view cell, bool* guessed = nullptr) const;

  private:
    bool has_learnt(std::string_view name) const;
    bool is_known(std::string_view name) const;
    friend class CellSplit;

    std::set<std::string, std::less<>> known_;  ///< without tone marks
};

/// «Chủ trì: Văn phòng Sở; phối hợp: các phòng» in one cell, taken apart. Without such words all is
/// lead.
struct LeadAndSupport {
    std::string lead;
    std::string support;
    bool operator==(const LeadAndSupport&) const = default;
};
LeadAndSupport lead_and_support(std::string_view cell);

/// Begins with a word that names a kind of body: «Phòng …», «UBND …», «các đơn vị …».
bool starts_with_unit(std::string_view text);
/// Says which body, and not only of what kind («Phòng», «Các Sở, ban»).
bool names_a_unit(std::string_view text);
/// Stands for several bodies: «Các Phòng, Trung tâm thuộc Sở», «Phòng, đơn vị thuộc Sở».
bool is_group_name(std::string_view text);
/// The unit that a sentence begins with, up to what it is to do; the whole text where there is no
/// such verb.
std::string unit_part(std::string_view text, bool in_prose = false);

}  // namespace dondoc::plan
