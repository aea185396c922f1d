#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/plan_file.h"

namespace dondoc::plan {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Read = Checked<std::vector<Unit>>;

std::vector<std::string> problems_of(const Read& read) {
    std::vector<std::string> texts;
    if (read) return texts;
    for (const Problem& problem : read.error()) {
        EXPECT_FALSE(problem.words.vi.empty());
        texts.push_back(problem.text(Language::en));
        EXPECT_EQ(texts.back().find('\n'), std::string::npos) << texts.back();
    }
    return texts;
}

std::vector<Unit> sample() {
    return {{"hctp",
             "Phòng Hành chính tư pháp",
             {"Phòng HCTP", "HCTP"},
             "stp",
             {},
             {{"office", "mail", "hctp@stp.example"}, {"head", "hook", "https://x.example/a,b"}}},
            {"stp", "Sở Tư pháp", {}, {}, {}, {}},
            {"cac-phong", "Các Phòng, Trung tâm \"thuộc\" Sở", {}, {}, {"hctp", "stp"}, {}}};
}

TEST(UnitFile, ReadsToml) {
    EXPECT_EQ(read_units(R"(
[[unit]]
id      = "hctp"
name    = "Phòng  Hành chính tư pháp"
aliases = ["Pho\u0300ng HCTP", "HCTP"]
parent  = "stp"
  [[unit.contact]]
  channel = "mail"
  address = "hctp@stp.example"
  [[unit.contact]]
  role    = "head"
  channel = "hook"
  address = "https://x.example/a,b"

[[unit]]
id   = "stp"
name = "Sở Tư pháp"

[[unit]]
id      = "cac-phong"
name    = 'Các Phòng, Trung tâm "thuộc" Sở'
members = ["hctp", "stp"]
)",
                         "units.toml"),
              sample());
}

TEST(UnitFile, WritesWhatItReads) {
    EXPECT_EQ(read_units(write_units(sample()), "units.toml"), sample());
}

TEST(UnitFile, SaysWhatIsWrongInToml) {
    struct Row {
        const char* name;
        std::string toml;
        const char* place;
        const char* expected;
    };
    const std::string unit = "[[unit]]\nid = \"a\"\nname = \"A\"\n";
    const std::string contact = unit + "[[unit.contact]]\nchannel = \"mail\"\n";
    const Row rows[] = {
        {"empty", "", "units.toml: ", "nothing in the file"},
        {"no unit", "unit = []", "units.toml:1: ", "start each with [[unit]]"},
        {"one table", "[unit]\nid = \"a\"", "units.toml:1:1: ", "[[unit]], two brackets"},
        {"unknown table", unit + "[[unti]]\nid = \"b\"\n",
         "units.toml:4:3: ", "did you mean \"unit\"?"},
        {"unknown key", unit + "alias = [\"B\"]\n",
         "units.toml:4:1: [[unit]]: ", "there is no key alias"},
        {"no id", "[[unit]]\nname = \"A\"\n", "units.toml:1:1: ", "id is missing"},
        {"no name", "[[unit]]\nid = \"a\"\n", "units.toml:1:1: ", "name is missing"},
        {"bad id", "[[unit]]\nid = \"Văn phòng\"\nname = \"A\"\n",
         "units.toml:2:6: ", "is not valid"},
        {"id twice", unit + unit, "units.toml:5:6: ", "in lines 2 and 5"},
        {"alias as number", unit + "aliases = [\"B\", 3]\n",
         "units.toml:4:17: ", "aliases must be a text"},
        {"no channel", unit + "[[unit.contact]]\naddress = \"a@x.example\"\n",
         "units.toml:4:1: [[unit.contact]]: ", "there is no channel"},
        {"no address", contact, "units.toml:4:1: ", "there is no address"},
        {"bad address", contact + "address = \"a\"\n", "units.toml:6:11: ", "is not valid"},
        {"address of a wrong kind", contact + "address = 5\n",
         "units.toml:6:11: ", "address must be a text"},
        {"control character in an address", contact + "address = \"a\\u0007@x.example\"\n",
         "units.toml:6:11: ", "control character"},
        {"line end in an address", contact + "address = \"a@x.example\\nb@x.example\"\n",
         "units.toml:6:11: ", "space"},
        {"bad role", contact + "address = \"a@x.example\"\nrole = \"Trưởng phòng\"\n",
         "units.toml:7:8: ", "role \"Trưởng phòng\" is not valid"},
        {"contact as one table", unit + "contact = { role = \"head\" }\n",
         "units.toml:4:11: ", "must be a list of tables"},
        {"syntax", unit + "parent = stp\n", "units.toml:4:", "not valid TOML here"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(problems_of(read_units(row.toml, "units.toml")),
                    ElementsAre(AllOf(StartsWith(row.place), HasSubstr(row.expected))))
            << row.name;
    }
}

TEST(UnitFile, ReadsCsv) {
    const char* const rows[] = {
        // in any order of columns, with quotes where they are needed, a further contact in a
        // further row
        "name,id,aliases,members,parent,role,channel,address\r\n"
        "Phòng Hành chính tư pháp,hctp,Phòng HCTP; HCTP,,stp,,mail,hctp@stp.example\r\n"
        ",hctp,,,,head,hook,\"https://x.example/a,b\"\r\n"
        "Sở Tư pháp,stp,,,,,,\r\n"
        "\r\n"
        "\"Các Phòng, Trung tâm \"\"thuộc\"\" Sở\",cac-phong,,hctp;stp,,,,\r\n",
        // as a spreadsheet writes it in Vietnam: byte order mark, semicolons, an empty row, no last
        // line end
        "\xEF\xBB\xBFID;Name;Aliases;Parent;Members;Role;Channel;Address\n"
        "hctp;\"Phòng Hành\nchính tư pháp\";\"Phòng HCTP;HCTP\";stp;;office;mail;hctp@stp.example\n"
        ";;;;;;;\n"
        "hctp;Phòng Hành chính tư pháp;;;;head;hook;https://x.example/a,b\n"
        "stp;Sở Tư pháp;;;;;;\n"
        "cac-phong;\"Các Phòng, Trung tâm \"\"thuộc\"\" Sở\";;;\"hctp ; stp\";;;",
    };
    for (const char* csv : rows) {
        const auto units = read_units_csv(csv, "units.csv");
        EXPECT_THAT(problems_of(units), IsEmpty());
        EXPECT_EQ(units, sample());
    }
}

TEST(UnitFile, ReadsCsvWithTheNeededColumnsOnly) {
    EXPECT_EQ(read_units_csv("id,name\na,A\n", "units.csv"),
              (std::vector<Unit>{{"a", "A", {}, {}, {}, {}}}));
}

TEST(UnitFile, SaysWhatIsWrongInCsv) {
    struct Row {
        const char* name;
        std::string csv;
        const char* place;
        const char* expected;
    };
    const std::string all = "id,name,role,channel,address\n";
    const Row rows[] = {
        {"empty", "", "units.csv:1: ", "the first line must name the columns"},
        {"only columns", all, "units.csv:1:1: ", "no unit below"},
        {"column misspelt", "id,name,adress\na,A,\n",
         "units.csv:1:9: ", "did you mean \"address\"?"},
        {"column with control characters", "id,name,a\x1B[1m\n",
         "units.csv:1:9: ", "no column \"a\uFFFD[1m\""},
        {"column twice", "id,name,name\na,A,A\n", "units.csv:1:9: ", "two columns name"},
        {"no id column", "name,parent\nA,\n", "units.csv:1:1: ", "column id is missing"},
        {"too few fields", all + "a,A\n",
         "units.csv:2:1: ", "2 fields, the line with the columns 5"},
        {"a comma without quotes", "id,name\na,Phòng A, B\n", "units.csv:2:1: ", "3 fields"},
        {"quote never closed", "id,name\na,\"A\nb,B\n", "units.csv:2:3: ", "never closed"},
        {"text behind a quote", "id,name\nấ,\"A\" B\n",
         "units.csv:2:3: ", "goes on after its closing quote"},
        {"bad id", "id,name\nA,A\n", "units.csv:2:1: ", "is not valid"},
        {"no name", "id,name,parent\na,,b\n", "units.csv:2:3: ", "has no name"},
        {"another name for an id", all + "a,A,,,\na,B,head,mail,b@x.example\n",
         "units.csv:3:3: ", "with another name"},
        {"bad address", all + "a,\"Ấ, B\",,mail,x\n", "units.csv:2:16: ", "is not valid"},
        {"no channel", all + "a,A,head,,b@x.example\n", "units.csv:2:10: ", "there is no channel"},
        {"bad role", all + "a,A,Head,mail,b@x.example\n", "units.csv:2:5: ", "role \"Head\""},
        {"control character", "id,name\na,A\x07\n", "units.csv:2:3: ", "control character"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(problems_of(read_units_csv(row.csv, "units.csv")),
                    ElementsAre(AllOf(StartsWith(row.place), HasSubstr(row.expected))))
            << row.name;
    }
}

TEST(UnitFile, SaysEveryProblemInCsv) {
    EXPECT_THAT(problems_of(read_units_csv("id,name\nA,A\nb,\n", "units.csv")),
                ElementsAre(StartsWith("units.csv:2:1: "), StartsWith("units.csv:3:3: ")));
    // A unit that is repeated must add a contact.
    EXPECT_THAT(problems_of(read_units_csv("id,name\na,A\na,\n", "units.csv")),
                ElementsAre(HasSubstr("there is no channel"), HasSubstr("there is no address")));
}

}  // namespace
}  // namespace dondoc::plan
