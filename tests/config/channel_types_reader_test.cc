#include "bad_file.h"

namespace dondoc::config {
namespace {

const std::string kEmail =
    "[channels.mail]\ntype = \"email\"\nfrom = \"a@stp.example\"\nhost = \"mail.stp.example\"\n";
const std::string kWebhook = "[channels.hook]\ntype = \"webhook\"\n";

EmailChannel email(const std::string& more) {
    const auto settings = expect_good(kEmail + more);
    const auto found = settings.channels.find("mail");
    return found == settings.channels.end() ? EmailChannel{}
                                            : std::get<EmailChannel>(found->second.type);
}

TEST(ChannelTypesReader, FindsWhatIsWrongWithEmail) {
    const std::string bare = "[channels.mail]\ntype = \"email\"\nfrom = \"a@stp.example\"\n";
    const Wrong rows[] = {
        {"no host", bare, 1, "\"host\" is missing"},
        {"no sender", "[channels.mail]\ntype = \"email\"\nhost = \"x\"", 1, "\"from\" is missing"},
        {"host with scheme", bare + "host = \"smtp://mail.stp.example\"", 4,
         "the server's name alone"},
        {"host with port", bare + "host = \"mail.stp.example:587\"", 4, "the server's name alone"},
        {"a password", kEmail + "username = \"a\"\npassword = \"hunter2\"", 6,
         "secrets are never in this file; write it to /etc/dondoc/credentials/NAME and put "
         "password_credential = \"NAME\""},
        {"two passwords",
         kEmail + "username = \"a\"\npassword_credential = \"smtp\"\npassword_file = \"/x\"", 7,
         "only one of password_credential and password_file"},
        {"a path as credential", kEmail + "username = \"a\"\npassword_credential = \"/etc/x\"", 6,
         "for a path write password_file"},
        {"password without username", kEmail + "password_credential = \"smtp\"", 1,
         "there is a password but no username"},
        {"username without password", kEmail + "username = \"a\"", 1,
         "there is a username but no password"},
        {"no such security", kEmail + "security = \"tls\"", 5,
         "\"starttls\", \"smtps\", \"plain\""},
        {"plain over the network", kEmail + "security = \"plain\"", 5, "only for host localhost"},
        {"port 0", kEmail + "port = 0", 5, "from 1 to 65535"},
        {"port 65536", kEmail + "port = 65536", 5, "from 1 to 65535"},
        {"no connection", kEmail + "max_connections = 0", 5, "from 1 to 20"},
        {"too many connections", kEmail + "max_connections = 21", 5, "from 1 to 20"},
        {"reply to nobody", kEmail + "reply_to = \"office\"", 5, "address"},
        {"envelope sender with name", kEmail + "envelope_sender = \"A <a@stp.example>\"", 5,
         "address"},
        {"sender with a line end",
         "[channels.mail]\ntype = \"email\"\nhost = \"x\"\n"
         "from = \"a@stp.example\\r\\nBcc: b@x.example\"",
         4, "control character"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(ChannelTypesReader, FindsWhatIsWrongWithTheOthers) {
    const Wrong rows[] = {
        {"a secret", kWebhook + "secret = \"whsec_hunter2\"", 3, "secret_credential = \"NAME\""},
        {"a network without bits", kWebhook + "allow_networks = [\"10.0.0.0/8\", \"10.1.2.3\"]", 3,
         "\"10.1.2.3\" is not a network"},
        {"too many bits", kWebhook + "allow_networks = \"10.0.0.0/33\"", 3, "is not a network"},
        {"no bits", kWebhook + "allow_networks = \"10.0.0.0/\"", 3, "is not a network"},
        {"words after the bits", kWebhook + "allow_networks = \"10.0.0.0/8x\"", 3,
         "is not a network"},
        {"a name", kWebhook + "allow_networks = \"stp.example/8\"", 3, "is not a network"},
        {"too many bits of IPv6", kWebhook + "allow_networks = \"fd00::/129\"", 3,
         "is not a network"},
        {"no path", "[channels.d]\ntype = \"maildir\"\nfrom = \"a@stp.example\"", 1,
         "\"path\" is missing"},
        {"maildir without sender", "[channels.d]\ntype = \"maildir\"\npath = \"mail\"", 1,
         "\"from\" is missing"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(ChannelTypesReader, NeverRepeatsASecret) {
    for (const char* value : {"\"hunter2\"", "[\"hunter2\"]", "{ x = \"hunter2\" }"}) {
        for (const auto& start : {kEmail + "password = ", kWebhook + "secret = "}) {
            const auto read = read_settings(start + value, "dondoc.toml");
            ASSERT_FALSE(read);
            for (const auto& problem : read.error()) {
                EXPECT_EQ(problem.words.en.find("hunter2"), std::string::npos) << problem.words.en;
                EXPECT_EQ(problem.words.vi.find("hunter2"), std::string::npos) << problem.words.vi;
            }
        }
    }
}

TEST(ChannelTypesReader, TakesThePortThatTheSecurityMeans) {
    EXPECT_EQ(email("").port, 587u);
    EXPECT_EQ(email("security = \"smtps\"").port, 465u);
    EXPECT_EQ(email("security = \"smtps\"\nport = 2465").port, 2465u);
    const auto settings = expect_good(
        "[channels.mail]\ntype = \"email\"\nfrom = \"a@stp.example\"\nhost = \"::1\"\n"
        "security = \"plain\"");
    EXPECT_EQ(std::get<EmailChannel>(settings.channels.at("mail").type).port, 25u);
}

TEST(ChannelTypesReader, TakesASecretFileFromTheFolderOfTheFile) {
    const auto channel = email("username = \"a\"\npassword_file = \"smtp.secret\"");
    EXPECT_EQ(channel.password,
              (SecretSource{SecretSource::From::file, "/etc/dondoc/smtp.secret"}));
}

TEST(ChannelTypesReader, ReadsAWebhook) {
    const auto settings = expect_good(
        kWebhook +
        "secret_credential = \"hook\"\nca_file = \"ca.pem\"\nmax_connections = 20\n"
        "allow_networks = [\"10.1.0.0/16\", \"fd00::/8\", \"10.1.2.3/32\"]\ndigest = false");
    const auto& channel = settings.channels.at("hook");
    EXPECT_EQ(channel.name, "hook");
    EXPECT_EQ(channel.line, 1u);
    EXPECT_FALSE(channel.digest);
    const WebhookChannel expected{{SecretSource::From::credential, "hook"},
                                  "/etc/dondoc/ca.pem",
                                  20,
                                  {"10.1.0.0/16", "fd00::/8", "10.1.2.3/32"}};
    EXPECT_EQ(std::get<WebhookChannel>(channel.type), expected);
}

}  // namespace
}  // namespace dondoc::config
