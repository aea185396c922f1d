#include "plan/document/xml.h"

#include <charconv>

#include "plan/document/limits.h"
#include "plan/said.h"

namespace dondoc::plan {

namespace {

Words not_xml() {
    return said("nội dung bên trong tệp bị hỏng: hãy mở bằng Word hoặc Excel rồi lưu lại",
                "what is inside the file is damaged: open it in Word or Excel and save it again");
}

/// Walks the markup once, before a tree is made of it: the tree takes far more memory than the
/// text, and only a count beforehand bounds it.
class MarkupScan {
  public:
    explicit MarkupScan(std::string_view xml) : xml_(xml) {}

    std::optional<Words> fault() {
        for (at_ = xml_.find('<'); at_ != std::string_view::npos; at_ = xml_.find('<', at_)) {
            if (auto found = tag()) return found;
        }
        return std::nullopt;
    }

  private:
    std::optional<Words> tag() {
        const std::string_view ahead = xml_.substr(at_, 9);
        if (++tags_ > kMostMarkup) return too_much();
        if (ahead.starts_with("<!--")) {
            skip_past("-->");
        } else if (ahead.starts_with("<![CDATA[")) {
            skip_past("]]>");
        } else if (ahead.starts_with("<!")) {
            return said(
                "tệp có khai báo DTD bên trong, điều không tệp Word hay Excel nào có: "
                "không đọc vì lý do an toàn",
                "the file has a DTD inside, which no Word or Excel file has: it is not "
                "read, to be safe");
        } else if (ahead.starts_with("<?")) {
            skip_past("?>");
        } else if (ahead.starts_with("</")) {
            --depth_;
            skip_past(">");
        } else {
            return start_tag();
        }
        return std::nullopt;
    }

    std::optional<Words> start_tag() {
        char quote = 0;
        for (; at_ < xml_.size(); ++at_) {
            const char c = xml_[at_];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
                if (++attributes_ > kMostMarkup) return too_much();
            } else if (c == '>') {
                break;
            }
        }
        const bool closed = at_ > 0 && at_ < xml_.size() && xml_[at_ - 1] == '/';
        if (!closed && ++depth_ > kDeepestXml) {
            return said(
                "cấu trúc bên trong tệp lồng nhau trên {} tầng: không phải tệp kế hoạch "
                "thông thường, không đọc",
                "what is inside the file is nested over {} levels deep: no plan looks like "
                "that, so it is not read",
                kDeepestXml);
        }
        return std::nullopt;
    }

    void skip_past(std::string_view end) {
        const auto found = xml_.find(end, at_);
        at_ = found == std::string_view::npos ? xml_.size() : found + end.size();
    }

    static Words too_much() {
        return said(
            "tệp quá lớn để đọc (trên {} thẻ bên trong): hãy bỏ bớt phần không phải kế "
            "hoạch",
            "the file is too large to read (over {} tags inside): take out what is not "
            "part of the plan",
            kMostMarkup);
    }

    std::string_view xml_;
    std::size_t at_ = 0;
    std::size_t tags_ = 0;
    std::size_t attributes_ = 0;
    int depth_ = 0;
};

std::string_view after_prefix(const char* name) {
    const std::string_view whole = name;
    const auto colon = whole.find(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

}  // namespace

std::optional<Words> parse_xml(std::string bytes, Xml& xml) {
    if (auto fault = MarkupScan(bytes).fault()) return fault;
    xml.bytes = std::move(bytes);
    constexpr unsigned kKept = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                               pugi::parse_ws_pcdata_single | pugi::parse_embed_pcdata;
    const auto parsed = xml.tree.load_buffer_inplace(xml.bytes.data(), xml.bytes.size(), kKept,
                                                     pugi::encoding_utf8);
    if (!parsed || !xml.tree.document_element()) return not_xml();
    return std::nullopt;
}

std::string_view local_name(pugi::xml_node node) {
    return after_prefix(node.name());
}
std::string_view local_name(pugi::xml_attribute attribute) {
    return after_prefix(attribute.name());
}

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
    for (const pugi::xml_node child : node.children()) {
        if (local_name(child) == name) return child;
    }
    return {};
}

std::string_view attribute_named(pugi::xml_node node, std::string_view name) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
        if (local_name(attribute) == name) return attribute.value();
    }
    return {};
}

int number_of(std::string_view text, int otherwise, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 && value <= most ? value : otherwise;
}

}  // namespace dondoc::plan
