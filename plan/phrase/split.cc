#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "plan/phrase/lexeme.h"
#include "plan/vietnamese.h"

namespace dondoc::plan::phrase {
namespace {

constexpr int kLargest = 1'000'000;

struct Letter {
    UChar32 code = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Letters of other scripts that look like ours, as text recognition mixes them in.
UChar32 latin(UChar32 code) {
    switch (code) {
        case 0x0406:
        case 0x0456:
        case 0x04C0:
        case 0x04CF:
        case 0x0399:
            return U'i';
        case 0x0425:
        case 0x0445:
            return U'x';
        case 0x0474:
        case 0x0475:
            return U'v';
        case 0x0430:
            return U'a';
        case 0x0435:
            return U'e';
        case 0x043E:
        case 0x041E:
        case 0x03BF:
        case 0x039F:
            return U'o';
        default:
            return code;
    }
}

bool in_word(UChar32 code) {
    return u_isUAlphabetic(code) || u_isdigit(code) || u_charType(code) == U_NON_SPACING_MARK ||
           u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_line_end(UChar32 code) {
    return code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029 || code == 0x0B;
}

/// Signs as they are typed, and as other fonts and keyboards write them.
constexpr std::array<std::pair<std::u32string_view, W>, 9> kSigns{{
    {U",\u3001\uFF0C", W::comma},
    {U";\u00B7\u2022\uFF1B", W::semicolon},
    {U":\uFF1A", W::colon},
    {U"/\\\u2044\uFF0F", W::slash},
    {U"-\u2010\u2011\u2012\u2013\u2014\u2212\uFF0D~\u00F7\u2192", W::dash},
    {U".\u2026\uFF0E", W::dot},
    {U"([\uFF08", W::open},
    {U")]\uFF09", W::close},
    {U"&+", W::conj_and},
}};

W sign_of(UChar32 code) {
    if (code == '%') return W::percent;
    for (const auto& [signs, w] : kSigns) {
        if (signs.find(static_cast<char32_t>(code)) != std::u32string_view::npos) return w;
    }
    return W::other;
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<Lexeme> split() {
        while (at_ < text_.size()) {
            const Letter letter = next();
            if (is_line_end(letter.code)) {
                push(W::line, letter.begin, letter.end);
            } else if (u_isUWhiteSpace(letter.code)) {
                space_ = true;
            } else if (u_hasBinaryProperty(letter.code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
                continue;
            } else if (in_word(letter.code)) {
                word(letter);
            } else if (letter.code != '<' || !tag(letter.begin)) {
                push(sign_of(letter.code), letter.begin, letter.end);
            }
        }
        return std::move(found_);
    }

  private:
    Letter next() {
        Letter letter;
        letter.begin = at_;
        const std::string_view ahead = text_.substr(at_, 4);
        const auto length = static_cast<std::int32_t>(ahead.size());
        std::int32_t step = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
        U8_NEXT(ahead.data(), step, length, letter.code);
#pragma GCC diagnostic pop
        at_ += static_cast<std::size_t>(step);
        letter.end = at_;
        return letter;
    }

    Lexeme& push(W w, std::size_t begin, std::size_t end) {
        Lexeme lexeme;
        lexeme.w = w;
        lexeme.begin = begin;
        lexeme.end = end;
        lexeme.space = space_;
        space_ = false;
        found_.push_back(std::move(lexeme));
        return found_.back();
    }

    /// `<br/>` and the like, as tables out of a PDF hold them.
    bool tag(std::size_t begin) {
        const auto end = text_.substr(begin, 12).find('>');
        if (end == std::string_view::npos || end < 2) return false;
        const std::string_view inside = text_.substr(begin + 1, end - 1);
        const bool plain = std::ranges::all_of(inside, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == ' ';
        });
        if (!plain) return false;
        at_ = begin + end + 1;
        space_ = true;
        if (inside.starts_with("br") || inside.starts_with("BR")) push(W::line, begin, at_);
        return true;
    }

    /// A run of letters and digits, cut where the two meet («Quý1», «16h30»).
    void word(Letter first) {
        std::vector<Letter> run{first};
        while (at_ < text_.size()) {
            const std::size_t before = at_;
            const Letter letter = next();
            if (!in_word(letter.code)) {
                at_ = before;
                break;
            }
            run.push_back(letter);
        }
        if (misread_roman(run)) {
            letters(run);
            return;
        }
        if (misread_number(run)) {
            number(run, true);
            return;
        }
        for (std::size_t from = 0; from < run.size();) {
            const bool digits = u_isdigit(run[from].code);
            std::size_t to = from + 1;
            while (to < run.size() && static_cast<bool>(u_isdigit(run[to].code)) == digits)
                ++to;
            const std::vector<Letter> piece(run.begin() + static_cast<std::ptrdiff_t>(from),
                                            run.begin() + static_cast<std::ptrdiff_t>(to));
            if (digits) {
                number(piece, false);
            } else {
                letters(piece);
            }
            from = to;
        }
    }

    /// «1V» for «IV».
    static bool misread_roman(const std::vector<Letter>& run) {
        const bool five = run.back().code == 'V' || run.back().code == 'v';
        return run.size() == 2 && five && run.front().code == '1';
    }

    /// «2O24», «l5», «3O»: digits with letters that text recognition takes for digits.
    static bool misread_number(const std::vector<Letter>& run) {
        const auto digit = [](const Letter& each) { return u_isdigit(each.code) != 0; };
        const auto alike = [&](const Letter& each) {
            const UChar32 code = latin(each.code);
            return digit(each) || code == 'l' || code == 'o' || code == 'O' || code == 'I';
        };
        if (run.size() > 4 || run.size() < 2) return false;
        return std::ranges::any_of(run, digit) && std::ranges::all_of(run, alike) &&
               !std::ranges::all_of(run, digit);
    }

    void number(const std::vector<Letter>& run, bool fault) {
        Lexeme& lexeme = push(W::number, run.front().begin, run.back().end);
        for (const Letter& each : run) {
            const UChar32 code = latin(each.code);
            const int digit = u_isdigit(each.code)         ? u_charDigitValue(each.code)
                              : code == 'l' || code == 'I' ? 1
                                                           : 0;
            lexeme.value = std::min(kLargest, lexeme.value * 10 + digit);
            ++lexeme.digits;
        }
        lexeme.fault = fault;
    }

    void letters(const std::vector<Letter>& run) {
        Lexeme& lexeme = push(W::plain, run.front().begin, run.back().end);
        std::string mended;
        bool foreign = false;
        for (const Letter& each : run) {
            const UChar32 code = latin(each.code);
            foreign = foreign || code != each.code;
            if (code != each.code) {
                mended += static_cast<char>(code);
            } else {
                mended += text_.substr(each.begin, each.end - each.begin);
            }
        }
        lexeme.key = fold_name(mended);
        // A look-alike is only taken for ours among our letters, not in a text of its own script.
        if (foreign && !std::ranges::all_of(fold_marks(mended), [](char c) {
                return static_cast<unsigned char>(c) < 0x80;
            })) {
            lexeme.key = fold_name(text_.substr(lexeme.begin, lexeme.end - lexeme.begin));
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool space_ = false;
    std::vector<Lexeme> found_;
};

}  // namespace

std::vector<Lexeme> split_text(std::string_view nfc_text) {
    return Splitter(nfc_text).split();
}

}  // namespace dondoc::plan::phrase
