#include "notifiers/maildir_channel.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "notifiers/completions.h"
#include "notifiers/life_sign.h"

namespace dondoc::notifiers {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

class File {
  public:
    File(const fs::path& path, int flags) : path_(path), fd_(::open(path.c_str(), flags, 0600)) {
        if (fd_ < 0) fail(path.string());
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(fd_); }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) fail(path_.string());
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() {
        if (::fsync(fd_) != 0) fail(path_.string());
    }

  private:
    fs::path path_;
    int fd_;
};

void make_folder(const fs::path& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(path.string());
}

void make_maildir(const fs::path& path) {
    fs::create_directories(path.parent_path());
    make_folder(path);
    for (const auto* folder : {"tmp", "new", "cur"})
        make_folder(path / folder);
}

/// Maildir readers expect the line ends of the system.
std::string with_lf(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool crlf = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
        if (!crlf) text += bytes[i];
    }
    return text;
}

/// A reader has moved it to `cur`, where flags follow the name.
bool was_seen(const fs::path& maildir, const std::string& name) {
    for (const auto& entry : fs::directory_iterator(maildir / "cur")) {
        const auto found = entry.path().filename().string();
        if (found == name || found.starts_with(name + ":")) return true;
    }
    return false;
}

void write_mail(const fs::path& maildir, const Parcel& parcel) {
    make_maildir(maildir);
    const auto name = maildir_name(parcel.id);
    if (parcel.attempt > 1 && was_seen(maildir, name)) return;
    {
        File file(maildir / "tmp" / name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
        file.write(with_lf(parcel.bytes));
        file.sync();
    }
    fs::rename(maildir / "tmp" / name, maildir / "new" / name);
    File(maildir / "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

/// A disk that is full or fails may recover by itself; a folder that may not be written does not.
Outcome outcome_of(const std::error_code& error) {
    const auto is = [&](std::errc condition) { return error == condition; };
    const bool for_good = is(std::errc::permission_denied) || is(std::errc::not_a_directory) ||
                          is(std::errc::operation_not_permitted) ||
                          is(std::errc::read_only_file_system) ||
                          is(std::errc::no_such_file_or_directory) || is(std::errc::file_exists);
    return for_good ? Outcome::channel_trouble : Outcome::unreachable;
}

bool is_file_name(const std::string& id) {
    return !id.empty() && std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c); });
}

Attempt deliver(const fs::path& maildir, const Parcel& parcel) {
    if (!is_file_name(parcel.id)) return {Outcome::refused, 0, "the message has no proper id", {}};
    try {
        write_mail(maildir, parcel);
        return {Outcome::accepted, 0, "written", {}};
    } catch (const std::system_error& error) {
        return {outcome_of(error.code()), 0, printable_line(error.what()), {}};
    }
}

}  // namespace

std::string maildir_name(const std::string& ulid) {
    static constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static constexpr std::size_t kTimeDigits = 10;
    unsigned long long milliseconds = 0;
    for (const char c : std::string_view(ulid).substr(0, kTimeDigits)) {
        const auto digit = kCrockford.find(c);
        milliseconds = milliseconds * 32 + (digit == std::string_view::npos ? 0 : digit);
    }
    return std::to_string(milliseconds / 1000) + '.' + ulid + ".dondoc";
}

struct MaildirChannel::Writer {
    Writer(boost::asio::io_context& loop, config::MaildirChannel settings_given)
        : settings(std::move(settings_given)), completions(loop) {}

    const config::MaildirChannel settings;
    Completions completions;
    /// Parcels of earlier rounds are not begun any more.
    std::atomic<int> round = 0;
    bool stopped = false;
    LifeSign sign;
    boost::asio::thread_pool thread{1};
};

MaildirChannel::MaildirChannel(boost::asio::io_context& loop, config::MaildirChannel settings)
    : writer_(std::make_unique<Writer>(loop, std::move(settings))) {}

MaildirChannel::~MaildirChannel() {
    stop();
    writer_->thread.join();
}

std::size_t MaildirChannel::free() const {
    return writer_->stopped ? 0
                            : kChannelQueue - std::min(kChannelQueue, writer_->completions.open());
}

void MaildirChannel::send(Parcel parcel, Done done) {
    writer_->completions.begin();
    if (writer_->stopped) {
        writer_->completions.post(std::move(done), {Outcome::recalled, 0, {}, {}});
        return;
    }
    boost::asio::post(writer_->thread, [writer = writer_.get(), round = writer_->round.load(),
                                        parcel = std::move(parcel), done = std::move(done)] {
        Attempt attempt{Outcome::recalled, 0, {}, {}};
        if (round == writer->round) {
            const LifeSign::Work work(writer->sign);
            attempt = deliver(writer->settings.path, parcel);
        }
        writer->completions.post(done, std::move(attempt));
    });
}

void MaildirChannel::recall() {
    ++writer_->round;
}

bool MaildirChannel::stuck(std::chrono::steady_clock::time_point now) const {
    return writer_->sign.silent_for_too_long(now);
}

void MaildirChannel::stop() {
    writer_->stopped = true;
    recall();
}

}  // namespace dondoc::notifiers
