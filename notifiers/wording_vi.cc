#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "notifiers/lack_words.h"
#include "notifiers/wording.h"

namespace dondoc::notifiers {
namespace {

using plan::Day;
using scheduler::Brief;

struct NameAndTitle {
    std::string_view name;   ///< how a unit's name begins
    std::string_view title;  ///< what takes that place in the title of who leads it
};
/// Longer beginnings first.
constexpr std::array<NameAndTitle, 8> kHeads = {{{"Ban Giám đốc ", "Giám đốc "},
                                                 {"Văn phòng ", "Chánh Văn phòng "},
                                                 {"Phòng ", "Trưởng phòng "},
                                                 {"Thanh tra ", "Chánh Thanh tra "},
                                                 {"Trung tâm ", "Giám đốc Trung tâm "},
                                                 {"Chi cục ", "Chi cục trưởng Chi cục "},
                                                 {"Sở ", "Giám đốc Sở "},
                                                 {"UBND ", "Chủ tịch UBND "}}};

/// Documents by the letters in their number (Decree 30/2020, Annex III): `56/KH-STP`.
constexpr std::array<NameAndTitle, 5> kDocuments = {{{"KH", "Kế hoạch"},
                                                     {"QĐ", "Quyết định"},
                                                     {"CTr", "Chương trình"},
                                                     {"TB", "Thông báo"},
                                                     {"CT", "Chỉ thị"}}};

std::string date(Day day) {
    return plan::date_words(day).vi;
}

/// Without the year where it is this year.
std::string short_date(Day day, Day today) {
    const auto parts = plan::ymd(day);
    if (parts.year() != plan::ymd(today).year()) return date(day);
    return fmt::format("{}/{}", static_cast<unsigned>(parts.day()),
                       static_cast<unsigned>(parts.month()));
}

std::string weekday(Day day) {
    static constexpr std::array<std::string_view, 8> kNames = {
        "", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};
    return std::string(kNames.at(static_cast<std::size_t>(plan::iso_weekday(day))));
}

std::string long_date(Day day) {
    return fmt::format("{}, ngày {}", weekday(day), date(day));
}

std::string hour(const plan::LocalTime& time) {
    return plan::hour_words(std::chrono::floor<std::chrono::minutes>(time.since_midnight)).vi;
}

std::string titled(const std::string& unit, bool deputy) {
    for (const auto& [name, title] : kHeads) {
        if (!unit.starts_with(name)) continue;
        return (deputy ? "Phó " : "") + std::string(title) + unit.substr(name.size());
    }
    return (deputy ? "Cấp phó " : "Lãnh đạo ") + unit;
}

std::string document(const std::string& number) {
    const auto slash = number.find('/');
    if (slash == std::string::npos) return "Kế hoạch " + number;
    const auto letters = number.substr(slash + 1, number.find('-', slash) - slash - 1);
    const auto* known = std::ranges::find(kDocuments, letters, &NameAndTitle::name);
    const std::string kind = known == kDocuments.end() ? "Văn bản" : std::string(known->title);
    return kind + " số " + number;
}

std::string clause(const Brief& brief) {
    const bool prose = brief.table == "TCTH";
    const bool annex = brief.table.size() > 2 && brief.table.starts_with("PL");
    std::string words;
    if (prose) {
        words = "phần Tổ chức thực hiện";
    } else if (annex) {
        words = "Phụ lục " + brief.table.substr(2);
    } else if (!brief.table.empty()) {
        words = "mục " + brief.table;
    }
    if (brief.no.empty()) return words;
    if (!words.empty()) words += ", ";
    return words + (prose ? "điểm " : "việc số ") + brief.no;
}

std::string owner(const Reading& reading) {
    return reading.own() ? "đơn vị" : reading.brief.unit_name;
}

class Vietnamese : public Wording {
  public:
    std::string addressee(const scheduler::Addressee& to) const override {
        if (to.unit_name.empty()) return "Bộ phận theo dõi, đôn đốc";
        if (to.role == "head" || to.role == "deputy") {
            return titled(to.unit_name, to.role == "deputy");
        }
        return to.unit_name;
    }

    std::string recipient(const scheduler::Addressee& to, bool fallback) const override {
        if (fallback || to.unit_name.empty()) return "địa chỉ dự phòng của hệ thống đôn đốc";
        if (to.role == "head" || to.role == "deputy") return addressee(to);
        return "đầu mối của " + to.unit_name;
    }

    std::string instant(plan::Instant at, const plan::Zone& zone) const override {
        return zone.words(at).vi;
    }

    std::string headline(const Reading& reading) const override {
        if (reading.continuous()) return "Việc thường xuyên";
        if (reading.due_today()) return "Hạn hôm nay";
        if (!reading.late()) return fmt::format("Còn {} ngày", reading.days());
        return reading.days() == 0 ? "QUÁ HẠN" : fmt::format("QUÁ HẠN {} ngày", reading.days());
    }

    std::string until(const Reading& reading) const override {
        std::vector<std::string> parts;
        if (!reading.own()) parts.push_back(reading.brief.unit_name);
        if (reading.continuous()) {
            if (!reading.brief.period.vi.empty()) parts.push_back(reading.brief.period.vi);
        } else {
            const auto time = reading.deadline_time();
            const auto end = reading.has_hour() ? hour(time) : std::string("hết");
            const Day day = reading.has_hour() ? time.day : reading.brief.deadline.last_good_day;
            const std::string sign = reading.late() ? "hạn " : reading.has_hour() ? "trước " : "";
            parts.push_back(sign + end + " ngày " + short_date(day, reading.today()));
        }
        return join_list(parts, ", ");
    }

    std::string with_period(const std::string& title, const std::string& period,
                            bool apart) const override {
        return apart ? title + " (" + period + ")" : title + " " + period;
    }

    std::string matters(std::size_t count) const override {
        return fmt::format("{} vấn đề: ", count);
    }

    std::string event(const std::string& title) const override { return "Hạn: " + title; }

    std::string summary(const Counts& counts) const override {
        if (counts.only_reports()) {
            return fmt::format("{} nhiệm vụ quá hạn{}{}", counts.reported,
                               counts.reported > 1 && counts.longest > 0 ? ", lâu nhất" : "",
                               counts.longest > 0 ? fmt::format(" {} ngày", counts.longest) : "");
        }
        std::vector<std::string> parts;
        const auto add = [&parts](int number, const char* what) {
            if (number > 0) parts.push_back(fmt::format("{} việc {}", number, what));
        };
        add(counts.late, "quá hạn");
        add(counts.today, "đến hạn hôm nay");
        add(counts.upcoming, "sắp đến hạn");
        add(counts.continuous, "thường xuyên");
        add(counts.reported, "quá hạn của đơn vị khác");
        add(counts.unreached, "chưa có nơi nhận");
        return join_list(parts, ", ");
    }

    std::string intro(const Reading& reading) const override {
        const auto whose = "nhiệm vụ do " + owner(reading) + " chủ trì";
        if (reading.brief.escalation) {
            return fmt::format(
                "Hệ thống đôn đốc xin báo cáo {} đã {}, chưa có xác nhận hoàn thành:", whose,
                late_words(reading));
        }
        if (reading.continuous()) return "Kính nhắc " + whose + ", thực hiện thường xuyên:";
        if (reading.due_today()) return "Hôm nay là ngày cuối còn đúng hạn của " + whose + ":";
        if (!reading.late()) {
            return fmt::format("Còn {} ngày nữa đến hạn {}:", reading.days(), whose);
        }
        return fmt::format("Đến {}, chưa nhận được xác nhận hoàn thành {}, {}:",
                           instant(reading.now, reading.calendar.zone()), whose,
                           late_words(reading));
    }

    std::string intro(const Counts& counts, const std::string& now) const override {
        if (counts.only_reports()) {
            return fmt::format(
                "Hệ thống đôn đốc xin báo cáo {} nhiệm vụ đã quá hạn, đến {} chưa có xác nhận hoàn "
                "thành:",
                counts.reported, now);
        }
        return fmt::format("Tính đến {}: {}.", now, summary(counts));
    }

    std::string deadline(const Reading& reading) const override {
        if (reading.continuous()) return {};
        const auto& deadline = reading.brief.deadline;
        const auto last = long_date(deadline.last_good_day);
        const bool rolled = reading.brief.rolled;
        if (reading.has_hour()) {
            const auto time = reading.deadline_time();
            return fmt::format(
                "trước {} {}{}", hour(time), long_date(time.day),
                rolled ? " (theo kế hoạch: ngày " + date(deadline.due.day) + ", là ngày nghỉ)"
                       : "");
        }
        const auto why =
            rolled ? ", do ngày " + date(reading.stated_last_day()) + " là ngày nghỉ" : "";
        if (deadline.due.bound == plan::Bound::before) {
            return fmt::format("trước ngày {} (chậm nhất hết {}{})", date(deadline.due.day), last,
                               why);
        }
        return fmt::format("chậm nhất hết {}{}", last, why);
    }

    std::string extended(const Reading& reading) const override {
        const auto& before = reading.brief.extended_from;
        if (!before) return reading.brief.escalation ? "chưa gia hạn lần nào" : "";
        return fmt::format("từ hết ngày {} đến hết ngày {}", date(before->last_good_day),
                           date(reading.brief.deadline.last_good_day));
    }

    std::string data(const plan::DataWindow& window) const override {
        return fmt::format("từ ngày {} đến ngày {}", date(window.from), date(window.to));
    }

    std::string source(const Brief& brief) const override {
        std::string words = document(brief.key.plan);
        if (brief.plan_issued) words += " ngày " + date(*brief.plan_issued);
        const auto place = clause(brief);
        return place.empty() ? words : words + ", " + place;
    }

    std::string told(const Reading& reading) const override {
        constexpr std::size_t kListed = 5;
        const auto& told = reading.brief.told;
        if (told.empty()) return {};
        if (told.size() > kListed || reading.brief.escalation) {
            return fmt::format("{} lần, gần nhất ngày {}", told.size(),
                               short_date(told.back(), reading.today()));
        }
        std::vector<std::string> dates;
        for (const Day day : told)
            dates.push_back(short_date(day, reading.today()));
        return "ngày " + list(dates);
    }

    std::string next(const Reading& reading) const override {
        if (reading.continuous()) return {};
        const auto& next = reading.brief.next;
        if (reading.late()) return next ? when(reading) + ", " + action(reading) + "." : "";
        const auto time = reading.deadline_time();
        const std::string late_from = fmt::format("từ {}ngày {} nhiệm vụ được ghi nhận là quá hạn",
                                                  reading.has_hour() ? hour(time) + " " : "",
                                                  short_date(time.day, reading.today()));
        const std::string if_not = "nếu chưa có xác nhận, ";
        if (!next) return if_not + late_from + ".";
        const auto reminded = when(reading) + ", " + action(reading);
        return if_not +
               (next->overdue ? late_from + "; " + reminded : reminded + "; " + late_from) + ".";
    }

    std::string notice(const Brief& brief) const override {
        const auto why = cause(brief.lack, brief.unit_name).vi;
        const auto what = remedy(brief.lack).vi;
        if (brief.lack.of == scheduler::Lack::Of::contact) {
            return fmt::format(
                "Không tìm được đầu mối nhận cho {} trong việc của {}, nên thư này gửi tới địa chỉ "
                "dự phòng. Xin chuyển ngay tới nơi cần nhận và {} bằng lệnh:",
                quoted(brief.selector), brief.unit_name, what);
        }
        return fmt::format(
            "Lời nhắc cho {} trong việc của {} không có nơi nhận, do {}, nên thư này gửi tới địa "
            "chỉ dự phòng. Xin chuyển tới nơi cần nhận (nếu có), rồi {} bằng lệnh:",
            quoted(brief.selector), brief.unit_name, why, what);
    }

    std::string notice_again(const std::string& number) const override {
        return "Chưa có nơi nhận: xem việc " + number + ".";
    }

    std::string list(const std::vector<std::string>& parts) const override {
        return join_list(parts, " và ");
    }

    std::string quoted(const std::string& name) const override { return "«" + name + "»"; }

  private:
    static std::string late_words(const Reading& reading) {
        return reading.days() == 0 ? "quá hạn" : fmt::format("quá hạn {} ngày", reading.days());
    }

    static std::string when(const Reading& reading) {
        const auto local = reading.calendar.zone().local(reading.brief.next->at);
        return fmt::format("{} {}, ngày {}", hour(local), weekday(local.day),
                           short_date(local.day, reading.today()));
    }

    std::string action(const Reading& reading) const {
        const auto& next = *reading.brief.next;
        auto others = next.who;
        const auto owners = std::erase(others, reading.brief.unit_name);
        if (others.empty()) return "hệ thống nhắc lại";
        if (next.escalates) {
            return (reading.brief.escalation ? "việc này được báo cáo lại "
                                             : "việc này được báo cáo ") +
                   list(others);
        }
        return (owners > 0 ? "hệ thống nhắc lại, đồng gửi " : "hệ thống nhắc ") + list(others);
    }
};

}  // namespace

std::unique_ptr<Wording> vietnamese_wording() {
    return std::make_unique<Vietnamese>();
}

}  // namespace dondoc::notifiers
