// The wall clock that the end-to-end tests move while the daemon runs: preloaded, it shifts what a
// program is told by the nanoseconds that stand in a file. Monotonic clocks stay true, as they do
// when a real clock is set. (libfaketime shifts absolute monotonic timerfds too: Asio's timers of
// zero then never fire.)

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// The mapped file of DONDOC_CLOCK; a zero where there is none.
const volatile std::int64_t* mapped() {
    static const std::int64_t none = 0;
    const char* path = std::getenv("DONDOC_CLOCK");
    const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return &none;
    void* shift = mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    return shift == MAP_FAILED ? &none : static_cast<const volatile std::int64_t*>(shift);
}

/// Straight from the kernel: a sanitizer's wrapper may not be ready when its runtime asks.
timespec shifted(clockid_t clock) {
    static const volatile std::int64_t* const shift = mapped();
    timespec now{};
    syscall(SYS_clock_gettime, clock, &now);
    const std::int64_t at = now.tv_sec * kSecond + now.tv_nsec + *shift;
    return {at / kSecond, at % kSecond};
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
    const bool wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    if (!wall) return static_cast<int>(syscall(SYS_clock_gettime, clock, now));
    *now = shifted(clock);
    return 0;
}

extern "C" int gettimeofday(timeval* now, void*) noexcept {
    const timespec at = shifted(CLOCK_REALTIME);
    *now = {at.tv_sec, at.tv_nsec / 1000};
    return 0;
}

extern "C" time_t time(time_t* now) noexcept {
    const time_t at = shifted(CLOCK_REALTIME).tv_sec;
    if (now != nullptr) *now = at;
    return at;
}
