#include "bad_file.h"

namespace dondoc::config {
namespace {

std::string maildir_from(const std::string& from) {
    return "[channels.mail]\ntype = \"maildir\"\npath = \"mail\"\nfrom = '" + from + "'";
}

TEST(Mailbox, IsAnAddressWithOrWithoutAName) {
    for (const char* from :
         {"a@stp.example", "Văn phòng Sở <a@stp.example>", "<a@stp.example>",
          "\"Sở Tư pháp, Văn phòng\" <a@stp.example>", "don-doc+1@mail.stp.example"}) {
        const auto settings = expect_good(maildir_from(from));
        ASSERT_TRUE(settings.channels.contains("mail")) << from;
        EXPECT_EQ(std::get<MaildirChannel>(settings.channels.at("mail").type).from, from);
    }
}

TEST(Mailbox, SaysWhatIsWrong) {
    const Wrong rows[] = {
        {"a name only", maildir_from("Văn phòng Sở"), 4, "address"},
        {"no at sign", maildir_from("Văn phòng <vanphong>"), 4, "address"},
        {"nothing in brackets", maildir_from("Văn phòng <>"), 4, "address"},
        {"no opening bracket", maildir_from("a@stp.example>"), 4, "in quotes"},
        {"two addresses", maildir_from("a@stp.example, b@stp.example"), 4, "address"},
        {"two mailboxes", maildir_from("A <a@stp.example>, B <b@stp.example>"), 4, "in quotes"},
        {"a comma in the name", maildir_from("Sở Tư pháp, Văn phòng <a@stp.example>"), 4,
         "in quotes"},
        {"a web address", maildir_from("https://stp.example"), 4, "must be a mail address"},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

}  // namespace
}  // namespace dondoc::config
