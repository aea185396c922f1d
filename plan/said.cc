#include "plan/said.h"

namespace dondoc::plan {

namespace {

void replace_controls(std::string& text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
        // U+0080 to U+009F take two bytes.
        const bool second_block = byte == 0xC2 && next >= 0x80 && next <= 0x9F;
        if (byte < 0x20 || byte == 0x7F || second_block)
            text.replace(at, second_block ? 2 : 1, "\uFFFD");
    }
}

}  // namespace

Words one_line(Words words) {
    replace_controls(words.vi);
    replace_controls(words.en);
    return words;
}

}  // namespace dondoc::plan
