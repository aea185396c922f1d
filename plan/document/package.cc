#include "plan/document/package.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "plan/document/limits.h"
#include "plan/said.h"

namespace dondoc::plan {

namespace {

tl::unexpected<Problem> fail(Words words) {
    return tl::unexpected(Problem{std::move(words), {}, 0, 0});
}

tl::unexpected<Problem> damaged() {
    return fail(said("tệp bị hỏng hoặc tải về chưa đủ: hãy mở bằng Word hoặc Excel rồi lưu lại",
                     "the file is damaged or incomplete: open it in Word or Excel and save it "
                     "again"));
}

tl::unexpected<Problem> too_large() {
    return fail(
        said("tệp nén bung ra quá lớn (trên 64 MiB, hoặc gấp hơn 100 lần): không phải tệp "
             "kế hoạch thông thường, không đọc",
             "the file unpacks to far too much (over 64 MiB, or over 100 times its size): "
             "no plan looks like that, so it is not read"));
}

tl::unexpected<Problem> locked() {
    return fail(said("tệp có mật khẩu: hãy bỏ mật khẩu rồi lưu lại",
                     "the file has a password: take it off and save the file again"));
}

bool packs_too_well(std::uint64_t inflated, std::uint64_t packed) {
    return inflated > kRatioCountsFrom &&
           inflated / kHighestRatio > std::max<std::uint64_t>(packed, 1);
}

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// What the directory of the package says of its entries, or why they are not read.
std::optional<Problem> directory_fault(zip_t* archive) {
    const zip_int64_t entries = zip_get_num_entries(archive, 0);
    if (entries < 0 || static_cast<std::uint64_t>(entries) > kMostEntries) {
        return fail(said("tệp nén có trên {} phần: không phải tệp kế hoạch thông thường, không đọc",
                         "the file has over {} parts: no plan looks like that, so it is not read",
                         kMostEntries))
            .value();
    }
    std::uint64_t total = 0;
    for (zip_int64_t at = 0; at < entries; ++at) {
        zip_stat_t facts;
        zip_stat_init(&facts);
        if (zip_stat_index(archive, static_cast<zip_uint64_t>(at), 0, &facts) != 0)
            return damaged().value();
        const bool sized = (facts.valid & (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) ==
                           (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE);
        if (!sized) return damaged().value();
        if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            facts.encryption_method != ZIP_EM_NONE) {
            return locked().value();
        }
        if (facts.size > kMostInflated || packs_too_well(facts.size, facts.comp_size))
            return too_large().value();
        total += facts.size;
        if (total > kMostInflated) return too_large().value();
    }
    return std::nullopt;
}

}  // namespace

void Package::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<Package> Package::open(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        zip_error_fini(&error);
        return damaged();
    }
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (archive == nullptr) {
        zip_source_free(source);
        return damaged();
    }
    Package package(archive);
    if (auto fault = directory_fault(archive)) return tl::unexpected(std::move(*fault));
    return package;
}

bool Package::has(const std::string& part) const {
    return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::string> Package::read(const std::string& part) {
    const zip_int64_t at = zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE);
    if (at < 0) return std::string();
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(at), 0, &facts) != 0)
        return damaged();
    const std::unique_ptr<zip_file_t, CloseFile> file(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(at), 0));
    if (!file) return damaged();
    std::string bytes;
    std::array<char, 1 << 16> chunk{};
    for (;;) {
        const zip_int64_t count = zip_fread(file.get(), chunk.data(), chunk.size());
        if (count < 0) return damaged();
        if (count == 0) break;
        inflated_ += static_cast<std::size_t>(count);
        bytes.append(chunk.data(), static_cast<std::size_t>(count));
        if (bytes.size() > kLargestPart || inflated_ > kMostInflated ||
            packs_too_well(bytes.size(), facts.comp_size)) {
            return too_large();
        }
    }
    if (bytes.size() != facts.size) return damaged();
    return bytes;
}

}  // namespace dondoc::plan
