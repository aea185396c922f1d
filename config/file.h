#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "plan/result.h"

/// Private to config/: reading a file whole, with an error that says what to do about it.
namespace dondoc::config {

struct FileContent {
    std::string bytes;
    mode_t mode = 0;
};

/// The bytes of a regular file of at most `limit` bytes. Never waits, whatever the path names.
plan::Result<FileContent> read_file(const std::string& path, std::size_t limit);

/// The same for a file that people write: not empty, at most 1 MiB, UTF-8.
plan::Result<std::string> read_settings_file(const std::string& path);

}  // namespace dondoc::config
