#include "plan/csv_file.h"

#include <algorithm>
#include <optional>

#include "plan/said.h"

namespace dondoc::plan {

namespace {

class CsvReader {
  public:
    explicit CsvReader(std::string_view csv) : csv_(csv) {
        const std::string_view header = csv.substr(0, csv.find('\n'));
        const bool commas = header.find(',') != std::string_view::npos;
        if (!commas && header.find(';') != std::string_view::npos) separator_ = ';';
    }

    std::vector<std::vector<CsvField>> rows() {
        std::vector<std::vector<CsvField>> all;
        while (!at_end() && !fault) {
            std::vector<CsvField> row = read_row();
            const auto empty = [](const CsvField& field) { return field.text.empty(); };
            if (!std::all_of(row.begin(), row.end(), empty)) all.push_back(std::move(row));
        }
        return all;
    }

    std::optional<Problem> fault;

  private:
    bool at_end() const { return at_ == csv_.size(); }
    bool at_line_end() const {
        return csv_.substr(at_).starts_with('\n') || csv_.substr(at_).starts_with("\r\n");
    }

    char take() {
        const char c = csv_[at_++];
        const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if (!continues) {
            ++column_;
        }
        return c;
    }

    std::vector<CsvField> read_row() {
        std::vector<CsvField> row;
        row.push_back(read_field());
        while (!at_end() && !fault && !at_line_end()) {
            take();  // the separator
            row.push_back(read_field());
        }
        while (!at_end() && !fault && take() != '\n') {
        }
        return row;
    }

    CsvField read_field() {
        CsvField field{{}, line_, column_};
        if (!at_end() && csv_[at_] == '"') {
            read_quoted(field);
        } else {
            while (!at_end() && csv_[at_] != separator_ && !at_line_end())
                field.text += take();
        }
        return field;
    }

    void read_quoted(CsvField& field) {
        take();
        for (;;) {
            if (at_end()) {
                fail(field, said("ô mở ngoặc kép ở đây nhưng không đóng: hãy thêm dấu \" ở cuối ô",
                                 "the quotes that open here are never closed: add a \" at the end "
                                 "of the field"));
                return;
            }
            const char c = take();
            if (c != '"') {
                field.text += c;
            } else if (!at_end() && csv_[at_] == '"') {
                field.text += take();
            } else {
                break;
            }
        }
        if (at_end() || csv_[at_] == separator_ || at_line_end()) return;
        fail(field, said("ô này còn chữ sau dấu đóng ngoặc kép: hãy viết dấu ngoặc kép bên trong ô "
                         "thành \"\"",
                         "this field goes on after its closing quote: write a quote inside a field "
                         "as \"\""));
    }

    void fail(const CsvField& field, Words words) {
        fault = Problem{std::move(words), {}, field.line, field.column};
    }

    std::string_view csv_;
    char separator_ = ',';
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::uint32_t column_ = 1;
};

}  // namespace

Result<std::vector<std::vector<CsvField>>> read_csv(std::string_view csv, const std::string& file) {
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    CsvReader reader(csv);
    auto rows = reader.rows();
    if (!reader.fault) return rows;
    reader.fault->file = file;
    return tl::unexpected(std::move(*reader.fault));
}

}  // namespace dondoc::plan
