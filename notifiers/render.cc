#include "notifiers/render.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "notifiers/letter_facts.h"
#include "notifiers/template_text.h"
#include "notifiers/text_layout.h"
#include "notifiers/wording.h"
#include "plan/plan_file.h"
#include "plan/vietnamese.h"

namespace dondoc::notifiers {
namespace {

namespace fs = std::filesystem;
using scheduler::Letter;

constexpr std::size_t kSubjectColumns = 120;
constexpr std::size_t kEventColumns = 80;
constexpr std::size_t kLeastTitle = 24;  ///< columns that a title gets in any subject

enum File : std::size_t { subject_file, reminder_text, reminder_html, alert_text, alert_html };
constexpr std::array<std::string_view, 5> kFiles = {"subject.txt", "reminder.txt", "reminder.html",
                                                    "alert.txt", "alert.html"};

/// A letter that has one of everything, for the names that facts have.
plan::Result<Facts> example_facts(plan::Language language) {
    auto zone = plan::Zone::load("UTC");
    if (!zone) return tl::unexpected(zone.error());
    Letter letter;
    letter.briefs.emplace_back();
    letter.alert = "x";
    return facts_of(letter, plan::Calendar(*zone, {}), *wording_in(language), language);
}

/// Whether whoever put it there takes it for a template: by its ending, or by the name of one. What
/// editors and packages leave behind is none.
bool is_meant(const fs::path& file) {
    constexpr std::array<std::string_view, 7> kEndings = {".txt",  ".html", ".htm", ".mustache",
                                                          ".tmpl", ".tpl",  ".text"};
    constexpr std::array<std::string_view, 4> kLeftovers = {".bak", ".old", ".orig", ".swp"};
    const auto ending = file.extension().string();
    const auto name = file.filename().string();
    if (name.starts_with('.') || name.ends_with('~')) return false;
    if (std::ranges::count(kLeftovers, ending) > 0) return false;
    const auto stem = file.stem().string();
    return std::ranges::count(kEndings, ending) > 0 ||
           std::ranges::any_of(kFiles, [&](std::string_view each) {
               return each.substr(0, each.find('.')) == stem;
           });
}

plan::Problems misnamed_files(const std::string& folder) {
    plan::Problems problems;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto name = entry.path().filename().string();
        if (!is_meant(entry.path()) || std::ranges::find(kFiles, name) != kFiles.end()) continue;
        const auto near = plan::nearest_of(name, {kFiles.begin(), kFiles.end()});
        const auto all = fmt::format("{}", fmt::join(kFiles, ", "));
        problems.push_back(
            {{"không có mẫu nào tên này" +
                  (near.empty() ? "; dùng được: " + all : fmt::format("; có phải là {}?", near)),
              "there is no template of this name" +
                  (near.empty() ? "; known are: " + all : fmt::format("; do you mean {}?", near))},
             entry.path().string(),
             0,
             0});
    }
    if (error) {
        problems.push_back({{"không mở được thư mục mẫu thư: sửa đường dẫn hoặc quyền đọc",
                             "cannot open the folder of templates: mend its path or permissions"},
                            folder,
                            0,
                            0});
    }
    return problems;
}

plan::Checked<Template> load_template(const std::string& folder, std::string_view name,
                                      plan::Language language, const Facts& known) {
    const auto escape = name.ends_with(".html") ? Escape::html : Escape::none;
    const auto path = folder.empty() ? std::string() : (fs::path(folder) / name).string();
    std::error_code error;
    const bool own = !path.empty() && fs::exists(path, error);
    auto text = own ? plan::read_text_file(path)
                    : plan::Result<std::string>(builtin_template(language, name));
    if (!text) return tl::unexpected(plan::Problems{text.error()});
    if (escape == Escape::none) *text = mark_blank_lines(*text);
    return Template::parse(*text, own ? path : std::string(name), escape, known);
}

}  // namespace

std::string thread_of(const plan::ObligationKey& key) {
    const auto text = key.text();
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string thread = "obl-";
    for (std::size_t i = 0; i < 8; ++i)
        thread += fmt::format("{:02x}", digest.at(i));
    return thread + ".t";
}

struct Templates::Parsed {
    plan::Language language;
    std::unique_ptr<Wording> wording;
    std::vector<Template> files;  ///< in the order of kFiles

    std::string render(File file, const Facts& facts) const { return files.at(file).render(facts); }

    /// The title gets what the rest of the subject leaves.
    std::string subject(const Letter& letter, Facts& facts) const {
        facts.named["short_title"] = std::string("x");
        const auto rest = plan::display_width(one_line(render(subject_file, facts))) - 1;
        const auto room = std::max(kLeastTitle, kSubjectColumns - std::min(kSubjectColumns, rest));
        facts.named["short_title"] = short_title(letter, *wording, language, room);
        return shorten_at_word(one_line(render(subject_file, facts)), kSubjectColumns);
    }
};

plan::Checked<Templates> Templates::load(const std::string& folder, plan::Language language) {
    auto known = example_facts(language);
    if (!known) return tl::unexpected(plan::Problems{known.error()});
    plan::Problems problems;
    if (!folder.empty()) problems = misnamed_files(folder);
    auto parsed = std::make_unique<Parsed>(Parsed{language, wording_in(language), {}});
    for (const auto name : kFiles) {
        // A subject is made before there is a subject to show.
        if (name != kFiles[subject_file]) known->named["subject"] = std::string();
        auto loaded = load_template(folder, name, language, *known);
        if (loaded) {
            parsed->files.push_back(std::move(*loaded));
        } else {
            problems.insert(problems.end(), loaded.error().begin(), loaded.error().end());
        }
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return Templates(std::move(parsed));
}

Rendered Templates::render(const Letter& letter, const plan::Calendar& calendar) const {
    auto facts = facts_of(letter, calendar, *parsed_->wording, parsed_->language);
    Rendered rendered;
    rendered.subject = parsed_->subject(letter, facts);
    facts.named["subject"] = rendered.subject;
    const bool alert = letter.kind == scheduler::Message::Kind::alert;
    rendered.text = lay_out(parsed_->render(alert ? alert_text : reminder_text, facts));
    rendered.html = parsed_->render(alert ? alert_html : reminder_html, facts);
    rendered.overdue = std::get<bool>(facts.named.at("overdue"));
    if (letter.briefs.size() == 1) {
        rendered.thread = thread_of(letter.briefs.front().key);
        rendered.event = parsed_->wording->event(
            short_title(letter, *parsed_->wording, parsed_->language, kEventColumns));
    }
    return rendered;
}

std::string Templates::subject(const Letter& letter, const plan::Calendar& calendar) const {
    auto facts = facts_of(letter, calendar, *parsed_->wording, parsed_->language);
    return parsed_->subject(letter, facts);
}

Templates::Templates(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

}  // namespace dondoc::notifiers
