#include "notifiers/mime_read.h"

#include <gmime/gmime.h>

#include <memory>

namespace dondoc::notifiers {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Free {
    void operator()(char* text) const { g_free(text); }
};

GMimeObject* first_text(GMimeObject* part) {
    if (GMIME_IS_TEXT_PART(part)) return part;
    if (!GMIME_IS_MULTIPART(part)) return nullptr;
    auto* parts = GMIME_MULTIPART(part);
    for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
        if (GMimeObject* found = first_text(g_mime_multipart_get_part(parts, i))) return found;
    }
    return nullptr;
}

}  // namespace

std::string readable(const std::string& bytes) {
    if (bytes.starts_with('{')) return bytes;
    g_mime_init();
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return bytes;
    std::string text;
    for (const char* name : {"From", "To", "Date", "Subject"}) {
        const char* raw = g_mime_object_get_header(GMIME_OBJECT(message.get()), name);
        if (raw == nullptr) continue;
        const std::unique_ptr<char, Free> decoded(g_mime_utils_header_decode_text(nullptr, raw));
        text += std::string(name) + ": " + decoded.get() + "\n";
    }
    GMimeObject* part = first_text(g_mime_message_get_mime_part(message.get()));
    if (part == nullptr) return text;
    const std::unique_ptr<char, Free> body(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
    text += "\n";
    for (const char* c = body.get(); *c != '\0'; ++c) {
        if (*c != '\r') text += *c;
    }
    return text;
}

}  // namespace dondoc::notifiers
