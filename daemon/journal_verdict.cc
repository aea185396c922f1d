#include <fmt/format.h>

#include "daemon/journal_words.h"
#include "plan/vietnamese.h"

namespace dondoc::daemon {
namespace {

using plan::Words;

Words count_words(std::int64_t count) {
    return {fmt::format("{} mục", count),
            fmt::format("{} {}", count, count == 1 ? "entry" : "entries")};
}

/// `57`, `57 đến 60`.
Words range_words(std::int64_t from, std::int64_t to) {
    if (from == to) return {fmt::format("mục {}", from), fmt::format("entry {}", from)};
    return {fmt::format("các mục {} đến {}", from, to), fmt::format("entries {} to {}", from, to)};
}

}  // namespace

Words fault_words(const store::ChainFault& fault) {
    using Kind = store::ChainFault::Kind;
    const Words range = range_words(fault.id, fault.last);
    switch (fault.kind) {
        case Kind::changed:
            return {
                fmt::format("mục {} ({}, {}) không khớp với các mục trước nó: nhật ký đã bị "
                            "sửa, chèn, xóa hoặc đổi chỗ sau khi ghi; đối chiếu với bản sao lưu",
                            fault.id, plan::echo(fault.what), plan::echo(fault.subject)),
                fmt::format("entry {} ({}, {}) does not fit those before it: the journal was "
                            "changed after it was written (edited, put in, taken out or "
                            "swapped); compare it with a backup",
                            fault.id, plan::echo(fault.what), plan::echo(fault.subject))};
        case Kind::missing:
            return {
                fmt::format("thiếu {}: đã bị xóa sau khi ghi; đối chiếu với bản sao lưu", range.vi),
                fmt::format("{} missing: taken out after it was written; compare it with a "
                            "backup",
                            range.en + (fault.id == fault.last ? " is" : " are"))};
        case Kind::cut_off:
            return {fmt::format("thiếu {} ở cuối: đã bị xóa sau khi ghi, hoặc cơ sở dữ liệu đã bị "
                                "thay bằng bản cũ; đối chiếu với bản sao lưu",
                                range.vi),
                    fmt::format("{} missing at the end: taken out after it was written, or the "
                                "database was replaced by an older one; compare it with a backup",
                                range.en + (fault.id == fault.last ? " is" : " are"))};
        case Kind::added:
            return {
                fmt::format("{} ở cuối không do dondoc ghi; đối chiếu với bản sao lưu", range.vi),
                fmt::format("{} at the end not written by dondoc; compare it with a backup",
                            range.en + (fault.id == fault.last ? " was" : " were"))};
        case Kind::head:
            return {
                fmt::format("mốc cuối của nhật ký (journal_head trong bảng meta) đã bị sửa hoặc "
                            "xóa: tới mục {} các mục khớp nhau, nhưng không biết được phần cuối "
                            "có bị xóa hay viết lại không; đối chiếu với bản sao lưu",
                            fault.id),
                fmt::format("the end that was kept (journal_head in table meta) was changed or "
                            "taken out: entries fit up to {}, but whether later ones were "
                            "taken out or rewritten cannot be known; compare with a backup",
                            fault.id)};
        case Kind::rewritten:
            return {fmt::format("mục {} không còn là mục đã ghi mốc: nhật ký đã bị viết lại từ mục "
                                "này hoặc sớm hơn; đối chiếu với bản sao lưu",
                                fault.id),
                    fmt::format("entry {} is no longer the one that was noted: the journal was "
                                "rewritten from there or earlier; compare it with a backup",
                                fault.id)};
    }
    return {};
}

Words whole_words(const store::ChainReport& report, const plan::Zone& zone) {
    if (!report.from) {
        return {"Nhật ký chưa có mục nào.", "The journal has no entry yet."};
    }
    const Words count = count_words(report.count);
    const Words from = plan::date_words(zone.day_at(*report.from));
    const Words to = plan::date_words(zone.day_at(*report.to));
    return {fmt::format("Nhật ký nguyên vẹn: {}, từ ngày {} đến ngày {}; mốc để ghi lại: {}",
                        count.vi, from.vi, to.vi, report.head.text()),
            fmt::format("The journal is whole: {}, from {} to {}; note this down: {}", count.en,
                        from.en, to.en, report.head.text())};
}

}  // namespace dondoc::daemon
