#include "notifiers/certificate.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "notifiers/curl_options.h"

namespace dondoc::notifiers {
namespace {

template <auto Function>
struct Free {
    template <class Thing>
    void operator()(Thing* thing) const {
        Function(thing);
    }
};

std::string text_of(const X509_NAME* name) {
    const std::unique_ptr<BIO, Free<BIO_free_all>> out(BIO_new(BIO_s_mem()));
    if (!out) return {};
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

/// The names that hosts are compared with; the subject where there are none.
std::string names_of(const X509* certificate) {
    const std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>> names(
        static_cast<GENERAL_NAMES*>(
            X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::string text;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_DNS) continue;
        const auto* bytes = ASN1_STRING_get0_data(name->d.dNSName);
        text += text.empty() ? "" : ", ";
        text.append(reinterpret_cast<const char*>(bytes),
                    static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    }
    return text.empty() ? text_of(X509_get_subject_name(certificate)) : text;
}

plan::Instant instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return plan::Instant(std::chrono::seconds(timegm(&parts)));
}

int verify(X509_STORE_CTX* store, void* user) {
    auto& probe = *static_cast<SmtpProbe*>(user);
    const int trusted = X509_verify_cert(store);
    probe.verify_error = trusted == 1 ? X509_V_OK : X509_STORE_CTX_get_error(store);
    if (const auto* ssl = static_cast<const SSL*>(
            X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()))) {
        probe.tls = SSL_get_version(ssl);
    }
    if (const X509* shown = X509_STORE_CTX_get0_cert(store)) {
        probe.certificate = Certificate{
            printable_line(names_of(shown)), printable_line(text_of(X509_get_issuer_name(shown))),
            instant_of(X509_get0_notBefore(shown)), instant_of(X509_get0_notAfter(shown))};
    }
    return trusted;
}

CURLcode attach(CURL*, void* context, void* user) {
    SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(context), &verify, user);
    return CURLE_OK;
}

}  // namespace

void watch_certificate(CURL* easy, SmtpProbe& probe) {
    void* user = &probe;
    set_option(easy, CURLOPT_SSL_CTX_FUNCTION, &attach);
    set_option(easy, CURLOPT_SSL_CTX_DATA, user);
}

}  // namespace dondoc::notifiers
