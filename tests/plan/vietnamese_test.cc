#include "plan/vietnamese.h"

#include <gtest/gtest.h>

#include <thread>

namespace dondoc::plan {
namespace {

struct TextRow {
    const char* name;
    std::string input;
    std::string expected;
};

TEST(Vietnamese, NfcMakesOneTextOfTwoKeyboards) {
    const TextRow rows[] = {
        {"plain ASCII", "Phong HCTP", "Phong HCTP"},
        {"already composed", "Văn phòng Sở", "Văn phòng Sở"},
        {"decomposed", "Va\u0306n pho\u0300ng So\u031B\u0309", "Văn phòng Sở"},
        {"marks in the other order", "So\u0309\u031B", "Sở"},
        {"half composed", "ê\u0301", "ế"},
        {"bad UTF-8", "Ph\xC3(", "Ph\uFFFD("},
        {"empty", "", ""},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(nfc(row.input), row.expected) << row.name;
}

TEST(Vietnamese, KnowsUtf8) {
    struct Row {
        const char* name;
        std::string input;
        bool expected;
    };
    const Row rows[] = {
        {"empty", "", true},
        {"Vietnamese", "đôn đốc", true},
        {"outside the basic plane", "📄", true},
        {"a zero byte", std::string("a\0b", 3), true},
        {"cut in a character", "\xC4", false},
        {"lone continuation", "\x91", false},
        {"overlong slash", "\xC0\xAF", false},
        {"half of a surrogate pair", "\xED\xA0\x80", false},
        {"windows-1258", "V\xE3n ph\xF2ng", false},
    };
    for (const Row& row : rows)
        EXPECT_EQ(is_utf8(row.input), row.expected) << row.name;
}

TEST(Vietnamese, FoldsForComparing) {
    const TextRow rows[] = {
        {"case", "VĂN PHÒNG SỞ", "văn phòng sở"},
        {"capital đ", "ĐƠN VỊ", "đơn vị"},
        {"decomposed", "So\u031B\u0309", "sở"},
        {"white space", " Văn \t phòng\u00A0Sở\n", "văn phòng sở"},
        {"unseen characters", "Văn\u200B phòng\uFEFF", "văn phòng"},
        {"Roman numeral sign", "Quý Ⅱ", "quý ii"},
        {"marks stay", "Bộ Bỏ Bổ", "bộ bỏ bổ"},
        {"place of the mark stays", "Ủy Uỷ", "ủy uỷ"},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(fold(row.input), row.expected) << row.name;
}

TEST(Vietnamese, FoldsNamesOverBothPlacesOfTheToneMark) {
    EXPECT_EQ(fold_name("Ủy ban"), fold_name("UỶ BAN"));
    EXPECT_EQ(fold_name("Hòa giải"), fold_name("hoà giải"));
    EXPECT_EQ(fold_name("khỏe"), fold_name("khoẻ"));
    EXPECT_EQ(fold_name("Hoàn thành quý"), "hoàn thành quý");
    EXPECT_NE(fold_name("hoà"), fold_name("hoá"));
    EXPECT_NE(fold_name("Thủy"), fold_name("Thuy"));
}

TEST(Vietnamese, FoldsMarksForSearching) {
    const TextRow rows[] = {
        {"all tones and letters", "Đường Ăn Âm Êm Ôm Ơn Ưng ỵ", "duong an am em om on ung y"},
        {"decomposed", "So\u031B\u0309 Tu\u031B pha\u0301p", "so tu phap"},
        {"other text stays", "56/KH-STP", "56/kh-stp"},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(fold_marks(row.input), row.expected) << row.name;
}

TEST(Vietnamese, SortsAsAVietnameseDictionary) {
    // Letters of their own: ă after az, đ after d, ơ after ô after o; tones only break ties.
    const char* const rows[][2] = {{"az", "ăn"}, {"ăn", "ân"}, {"dy", "đa"},
                                   {"o", "ô"},   {"ô", "ơ"},   {"ma", "mà"},
                                   {"mà", "má"}, {"mạ", "mb"}, {"Bổ trợ", "Phổ biến"}};
    for (const auto& row : rows) {
        EXPECT_LT(compare(row[0], row[1]), 0) << row[0] << " < " << row[1];
        EXPECT_GT(compare(row[1], row[0]), 0) << row[1] << " > " << row[0];
    }
    EXPECT_EQ(compare("Sở", "So\u031B\u0309"), 0);
}

TEST(Vietnamese, ComparesFromSeveralThreads) {
    std::vector<std::thread> threads;
    std::array<int, 4> wrong{};
    for (int& count : wrong) {
        threads.emplace_back([&count] {
            for (int i = 0; i < 2000; ++i)
                count += compare("dy", "đa") < 0 ? 0 : 1;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

TEST(Vietnamese, MeasuresColumns) {
    struct Row {
        const char* name;
        std::string input;
        std::size_t expected;
    };
    const Row rows[] = {
        {"empty", "", 0},
        {"composed", "Sở Tư pháp", 10},
        {"decomposed is as wide", "So\u031B\u0309 Tu\u031B pha\u0301p", 10},
        {"wide", "司法", 4},
        {"full width", "Ａ", 2},
        {"zero-width space", "a\u200Bb", 2},
        {"arrow and dots", "a → b…", 6},
    };
    for (const Row& row : rows)
        EXPECT_EQ(display_width(row.input), row.expected) << row.name;
}

TEST(Vietnamese, Shortens) {
    struct Row {
        const char* name;
        std::string input;
        std::size_t columns;
        std::string expected;
    };
    const Row rows[] = {
        {"fits exactly", "Báo cáo", 7, "Báo cáo"},
        {"one too long", "Báo cáo.", 7, "Báo cá…"},
        {"no space before the dots", "Báo cáo", 5, "Báo…"},
        {"keeps a mark with its letter", "a\u0301b\u0309c", 2, "a\u0301…"},
        {"a mark at the edge takes no room", "abc\u0309", 3, "abc\u0309"},
        {"no half of a wide character", "司法部", 4, "司…"},
        {"only dots", "Báo", 1, "…"},
        {"no room", "Báo", 0, ""},
        {"nothing", "", 0, ""},
    };
    for (const Row& row : rows)
        EXPECT_EQ(shorten(row.input, row.columns), row.expected) << row.name;
}

TEST(Vietnamese, CollapsesSpace) {
    const TextRow rows[] = {
        {"inside and at the ends", "  a \t\r\n b\u00A0\u3000c ", "a b c"},
        {"only space", " \n ", ""},
        {"none", "đôn", "đôn"},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(collapse_space(row.input), row.expected) << row.name;
}

TEST(Vietnamese, Capitalizes) {
    const TextRow rows[] = {
        {"a letter with marks", "đôn đốc", "Đôn đốc"},
        {"behind a quote", "«ủy ban»", "«Ủy ban»"},
        {"behind a number stays", "12 việc", "12 việc"},
        {"is already", "Sở", "Sở"},
        {"empty", "", ""},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(capitalized(row.input), row.expected) << row.name;
}

TEST(Vietnamese, SeesControlCharacters) {
    EXPECT_FALSE(has_control("một\thai\r\nba — đ"));
    EXPECT_TRUE(has_control("a\x1B[31m"));
    EXPECT_TRUE(has_control("a\x7F"));
    EXPECT_TRUE(has_control("a\u0085b"));
    EXPECT_TRUE(has_control(std::string_view("\0", 1)));
}

TEST(Vietnamese, FindsTheNearest) {
    const std::vector<std::string_view> names{"title", "timing", "timings",
                                              "lead",  "no",     "Phòng Bổ trợ tư pháp"};
    const TextRow rows[] = {
        {"two exchanged", "tilte", "title"},
        {"one missing", "timin", "timing"},
        {"exact wins over near", "timings", "timings"},
        {"marks do not count", "Phòng Bỏ trợ tư pháp", "Phòng Bổ trợ tư pháp"},
        {"case does not count", "LEAD", "lead"},
        {"too far", "product", ""},
        {"half of a short word", "nx", "no"},
        {"a single letter has no neighbours", "x", ""},
        {"nothing", "", ""},
    };
    for (const TextRow& row : rows)
        EXPECT_EQ(nearest_of(row.input, names), row.expected) << row.name;
}

}  // namespace
}  // namespace dondoc::plan
