#include "bad_file.h"

namespace dondoc::config {
namespace {

TEST(DaemonReader, FindsWhatIsWrong) {
    const Wrong rows[] = {
        {"no daemon", "# daemon", 0, "there is no [daemon]"},
        {"no database", "[daemon]\nlanguage = \"en\"", 1, "\"database\" is missing in [daemon]"},
        {"no such zone", "[daemon]\ndatabase = \"x\"\ntimezone = \"Asia/Saigon2\"", 3,
         "Asia/Saigon2"},
        {"no such language", "[daemon]\ndatabase = \"x\"\nlanguage = \"fr\"", 3,
         "\"language\" cannot be \"fr\"; choose one of \"vi\", \"en\""},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(DaemonReader, TakesPathsFromTheFolderOfTheFile) {
    const auto near = expect_good("[daemon]\ndatabase = \"../db/x.db\"\ntemplates = \"mau\"");
    EXPECT_EQ(near.database, "/etc/db/x.db");
    EXPECT_EQ(near.templates, "/etc/dondoc/mau");
    const auto far = expect_good("[daemon]\ndatabase = \"/srv/x.db\"");
    EXPECT_EQ(far.database, "/srv/x.db");
    EXPECT_EQ(far.templates, "");
}

}  // namespace
}  // namespace dondoc::config
