#include <zip.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/document/plan_document.h"

namespace {

/// A package of these parts, so that the fuzzer reaches what is behind the zip format.
std::string zip_of(const std::vector<std::pair<std::string, std::string_view>>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
    if (archive == nullptr) return {};
    zip_source_keep(out);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* in = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const auto at = zip_file_add(archive, name.c_str(), in, 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    std::string bytes;
    if (zip_close(archive) == 0 && zip_source_open(out) == 0) {
        zip_source_seek(out, 0, SEEK_END);
        bytes.resize(static_cast<std::size_t>(zip_source_tell(out)));
        zip_source_seek(out, 0, SEEK_SET);
        zip_source_read(out, bytes.data(), bytes.size());
        zip_source_close(out);
    }
    zip_source_free(out);
    return bytes;
}

}  // namespace

/// The bytes as they are (a zip file, or none), and as the main part of a Word file; what stands
/// behind the first zero byte is its numbering.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dondoc::plan;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)read_plan_document(bytes, "plan.docx", 2024);
    const auto cut = std::min(bytes.find('\0'), bytes.size());
    const std::string_view numbering = bytes.substr(std::min(cut + 1, bytes.size()));
    (void)read_plan_document(
        zip_of({{"word/document.xml", bytes.substr(0, cut)}, {"word/numbering.xml", numbering}}),
        "plan.docx", 2024);
    return 0;
}
