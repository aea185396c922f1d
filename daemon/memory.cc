#include "daemon/memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace dondoc::daemon {
namespace {

/// Drops a segment that the program cannot write; the file still has every byte of it. (What the
/// loader relocates lies in writable segments, RELRO too.)
void drop(const dl_phdr_info& object, const ElfW(Phdr) & segment) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) return;
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const std::uintptr_t begin = (object.dlpi_addr + segment.p_vaddr) & ~(page - 1);
    const std::uintptr_t end = (object.dlpi_addr + segment.p_vaddr + segment.p_memsz) & ~(page - 1);
    if (begin >= end) return;
    // The loader tells addresses as integers.
    void* const from = reinterpret_cast<void*>(begin);  // NOLINT(performance-no-int-to-ptr)
    madvise(from, end - begin, MADV_DONTNEED);
}

int drop_all(dl_phdr_info* object, std::size_t, void*) {
    for (int i = 0; i < object->dlpi_phnum; ++i)
        drop(*object, object->dlpi_phdr[i]);
    return 0;
}

}  // namespace

void give_back_memory() {
    malloc_trim(0);
    dl_iterate_phdr(drop_all, nullptr);
}

}  // namespace dondoc::daemon
