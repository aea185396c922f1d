#pragma once

#include <string>
#include <vector>

#include "plan/words.h"

/// Every key of dondoc.toml and of a holidays file: what dondoc.toml(5) and the JSON Schema are
/// made of. Tests hold this against the reader: the keys it knows, the examples it takes and the
/// defaults it falls back to.
namespace dondoc::config {

struct Key {
    enum class Type {
        text,
        texts,  ///< one text, or a list of them
        flag,
        number,   ///< from `least` to `most`
        choice,   ///< one of `choices`
        choices,  ///< one of `choices`, or a list of them
        path,     ///< relative ones start at the file's folder
        mailbox,  ///< `Name <address>` or an address
        address,  ///< a mail address or a web address
        mail_address,
        distance,  ///< `-7d`, `+1wd`, `0d`
        length,    ///< a distance of one day or more
        time,      ///< `08:00`
        hours,     ///< `07:30-17:00`
        dates,
        dates_or_files,  ///< dates, files with dates, or both
        selectors,       ///< whom a step tells; one or a list
        listen,          ///< `127.0.0.1:9461`, `[::1]:9461`
        month,           ///< `first`, `last`, or 1 to 12
        table,
        tables,  ///< `[[…]]`, as often as needed
    };

    std::string name;
    Type type;
    /// A right-hand side that the reader takes; of a table, its place in `key_tables()`.
    std::string example;
    plan::Words meaning;
    /// As it would stand in the file; empty: there is none.
    std::string fallback = {};
    bool required = false;
    std::vector<std::string> choices = {};
    unsigned least = 0;
    unsigned most = 0;
    /// What holds where the key is not there, when that is no value of its own; empty: nothing.
    plan::Words otherwise = {};
};

struct KeyTable {
    /// Unique; what the `example` of a key of type table or tables names.
    std::string id;
    /// As the file writes it: `[calendar]`, `[[rule.step]]`; of a file, a heading.
    plan::Words title;
    plan::Words about;
    std::vector<Key> keys;
};

/// In the order in which a person reads them.
const std::vector<KeyTable>& key_tables();
const KeyTable& key_table(const std::string& id);

/// What a value of this key looks like, for people.
plan::Words form_of(const Key& key);

}  // namespace dondoc::config
