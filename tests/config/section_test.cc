#include "bad_file.h"

namespace dondoc::config {
namespace {

TEST(Section, NamesUnknownKeysWithTheNearestKnownOne) {
    const Wrong rows[] = {
        {"near", "[daemon]\ndatabase = \"x\"\ntimezon = \"UTC\"", 3,
         "[daemon] has no key \"timezon\"; did you mean \"timezone\"?"},
        {"far", "[daemon]\ndatabase = \"x\"\ncolour = 1", 3,
         "its keys are database, language, templates, timezone"},
        {"at the top", "[chanels.mail]\ntype = \"email\"", 1, "did you mean \"channels\"?"},
        {"in a rule", "[[rule]]\nname = \"a\"\nmacth = {}\nnudge = { every = \"week\" }", 3,
         "[[rule]] has no key \"macth\""},
        {"in a step",
         "[[rule]]\nname = \"a\"\n[[rule.step]]\nwhen = \"0d\"\nto = \"lead\"\nurgnt = true", 6,
         "did you mean \"urgent\"?"},
        {"in a match",
         "[[rule]]\nname = \"a\"\nmatch = { evry = \"week\" }\nnudge.every = \"week\"", 3,
         "did you mean \"every\"?"},
        {"in a nudge", "[[rule]]\nname = \"a\"\nnudge = { every = \"week\", weekdy = 1 }", 3,
         "did you mean \"weekday\"?"},
        {"in the calendar", "[calendar]\nworkday = [\"mon\"]", 2, "did you mean \"workdays\"?"},
        {"of a nudge that leaves them out",
         "[[rule]]\nname = \"a\"\nnudge = { every = \"week\", x = 1 }", 3,
         "its keys are day, every, month, to, weekday"},
        {"of a channel, without what is refused",
         "[channels.m]\ntype = \"email\"\nhost = \"x\"\nfrom = \"a@stp.example\"\nx = 1", 5,
         "max_connections, password_credential, password_file, port,"},
        {"fair", "[[rule]]\nname = \"a\"\n[[rule.step]]\nwhen = \"0d\"\nto = \"lead\"\nfair = true",
         6, "\"fair\" is not part of this version; remove it"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(Section, SaysWhichTypeIsWanted) {
    const Wrong rows[] = {
        {"text", "[daemon]\ndatabase = 5", 2,
         "\"database\" must be text in quotes, e.g. database = \"/var/lib/dondoc/dondoc.db\""},
        {"a TOML time", "[[rule]]\nname = \"a\"\nat = 08:00:00\nnudge.every = \"week\"", 3,
         "\"at\" must be text in quotes, e.g. at = \"08:00\""},
        {"a flag", "[calendar]\nworking_days_only = \"yes\"", 2,
         "must be true or false, without quotes"},
        {"a number", "[channels.w]\ntype = \"webhook\"\nmax_connections = \"4\"", 3,
         "must be a whole number from 1 to 20"},
        {"a fraction", "[channels.w]\ntype = \"webhook\"\nmax_connections = 1.5", 3,
         "must be a whole number from 1 to 20"},
        {"a list", "[calendar]\nworkdays = 5", 2, "must be text in quotes, or a list of texts"},
        {"an item of a list", "[calendar]\nworkdays = [\n\"mon\",\n2]", 4, "or a list of texts"},
        {"a table", "daemon = \"x\"", 1, "\"daemon\" must be a table"},
        {"a table many times", "[[daemon]]\ndatabase = \"x\"", 1, "\"daemon\" must be a table"},
        {"rules once", "[rule]\nname = \"a\"", 1, "must be written as [[rule]], once for each"},
        {"rules mixed", "rule = [{ name = \"a\" }, 1]", 1, "must be written as [[rule]]"},
        {"steps once", "[[rule]]\nname = \"a\"\n[rule.step]\nwhen = \"0d\"", 3, "[[rule.step]]"},
        {"a nudge", "[[rule]]\nname = \"a\"\nnudge = \"month\"", 3,
         "must be a table, e.g. nudge = { every = \"month\", day = 1 }"},
        {"a match", "[[rule]]\nname = \"a\"\nmatch = \"month\"\nnudge.every = \"week\"", 3,
         "must be a table, e.g. match = {"},
        {"empty", "[daemon]\ndatabase = \" \"", 2, "\"database\" is empty"},
        {"two lines", "[daemon]\ndatabase = \"a\\nb\"", 2, "a control character or a line break"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

}  // namespace
}  // namespace dondoc::config
