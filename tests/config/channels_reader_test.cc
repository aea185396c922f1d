#include "bad_file.h"

namespace dondoc::config {
namespace {

const std::string kMaildir =
    "[channels.mail]\ntype = \"maildir\"\npath = \"mail\"\nfrom = \"a@stp.example\"\n";
const std::string kWebhook = "[channels.hook]\ntype = \"webhook\"\n";

TEST(ChannelsReader, FindsWhatIsWrong) {
    const Wrong rows[] = {
        {"no type", "[channels.mail]\nhost = \"x\"", 1, "\"type\" is missing in [channels.mail]"},
        {"no such type", "[channels.mail]\ntype = \"smtp\"\nhost = \"x\"", 2,
         "choose one of \"email\", \"webhook\", \"maildir\""},
        {"no name", "[channels]\ntype = \"email\"", 2, "\"type\" must be a table"},
        {"a key of another type", kMaildir + "host = \"mail.stp.example\"", 5, "no key \"host\""},
        {"fallback without channel", kMaildir + "[fallback]\naddress = \"a@stp.example\"", 5,
         "\"channel\" is missing in [fallback]"},
        {"fallback without address", kMaildir + "[fallback]\nchannel = \"mail\"", 5,
         "\"address\" is missing in [fallback]"},
        {"fallback on no channel",
         kMaildir + "[fallback]\nchannel = \"email\"\naddress = \"a@stp.example\"", 6,
         "there is no channel \"email\""},
        {"fallback without channels", "[fallback]\nchannel = \"mail\"\naddress = \"a@stp.example\"",
         2, "there is no channel \"mail\""},
        {"fallback that is no address",
         kMaildir + "[fallback]\nchannel = \"mail\"\naddress = \"office\"", 7, "address"},
        {"fallback by web on a mail channel",
         kMaildir + "[fallback]\nchannel = \"mail\"\naddress = \"https://stp.example/x\"", 7,
         "needs a mail address"},
        {"fallback by mail on a webhook",
         kWebhook + "[fallback]\nchannel = \"hook\"\naddress = \"a@stp.example\"", 5,
         "needs a web address"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(ChannelsReader, SaysAWrongChannelOnceThoughTheFallbackNamesIt) {
    expect_wrong({"wrong type",
                  "[channels.mail]\ntype = \"smtp\"\n[fallback]\nchannel = \"mail\"\n"
                  "address = \"a@stp.example\"",
                  2, "choose one of"});
}

TEST(ChannelsReader, TakesAFallbackOfEachKind) {
    const auto web = expect_good(
        kWebhook + "[fallback]\nchannel = \"hook\"\naddress = \"https://stp.example/x\"");
    EXPECT_EQ(web.fallback, (Fallback{"hook", "https://stp.example/x"}));
    EXPECT_FALSE(expect_good(kMaildir).fallback);
}

}  // namespace
}  // namespace dondoc::config
