#include "notifiers/lack_words.h"

#include <fmt/format.h>

namespace dondoc::notifiers {

using scheduler::Lack;

plan::Words cause(const Lack& lack, const std::string& unit_name) {
    switch (lack.of) {
        case Lack::Of::support:
            return {"việc này không có đơn vị phối hợp", "this task has no supporting unit"};
        case Lack::Of::known_support:
            return {"đơn vị phối hợp của việc này chưa có trong danh sách đơn vị",
                    "the supporting units of this task are not among the known units"};
        case Lack::Of::parent:
            return {unit_name + " không có đơn vị cấp trên", unit_name + " has no parent unit"};
        case Lack::Of::unit:
            return {fmt::format("không có đơn vị «{}»", lack.unit),
                    fmt::format("there is no unit \"{}\"", lack.unit)};
        case Lack::Of::contact:
            break;
    }
    return {fmt::format("đơn vị {} chưa có đầu mối «{}»", lack.unit, lack.role),
            fmt::format("unit {} has no contact in the role \"{}\"", lack.unit, lack.role)};
}

plan::Words remedy(const Lack& lack) {
    switch (lack.of) {
        case Lack::Of::support:
        case Lack::Of::known_support:
            return {"sửa bậc nhắc hoặc thêm đơn vị phối hợp",
                    "change the step or add a supporting unit"};
        case Lack::Of::parent:
            return {"sửa bậc nhắc hoặc ghi đơn vị cấp trên", "change the step or name the parent"};
        case Lack::Of::unit:
            return {"sửa bậc nhắc hoặc thêm đơn vị", "change the step or add the unit"};
        case Lack::Of::contact:
            break;
    }
    return {"bổ sung đầu mối", "add a contact"};
}

std::string mending_command(const Lack& lack, const plan::ObligationKey& key,
                            const std::string& channel, plan::Language language) {
    const bool vi = language == plan::Language::vi;
    const std::string unit_word = vi ? "ĐƠN_VỊ" : "UNIT";
    switch (lack.of) {
        case Lack::Of::support:
        case Lack::Of::known_support:
            return fmt::format("dondoc task set {}:{} --support {}", key.plan, key.task, unit_word);
        case Lack::Of::parent:
            return fmt::format("dondoc unit set {} --parent {}", lack.unit, unit_word);
        case Lack::Of::unit:
            return fmt::format("dondoc unit add --id {} --name {}", lack.unit, vi ? "TÊN" : "NAME");
        case Lack::Of::contact:
            break;
    }
    return fmt::format("dondoc contact add --unit {} --role {} --channel {} --address {}",
                       lack.unit, lack.role, channel, vi ? "ĐỊA_CHỈ" : "ADDRESS");
}

}  // namespace dondoc::notifiers
