#pragma once

#include <string>
#include <vector>

#include "plan/document/document.h"

namespace dondoc::plan {

/// Collects what a reader finds, cleaned of markup (files of every kind are made of recognised
/// text, with its tags and marks), within the limits on text and cells. Rows that follow each other
/// are one table; a paragraph or `end_table` ends it.
class DocumentBuilder {
  public:
    void paragraph(std::string text);
    void row(Row row);  ///< one without text is left out
    void end_table() { in_table_ = false; }
    /// False once a limit is passed: the reader may stop, `take` says why.
    bool room() const { return room_; }
    Result<Document> take();

  private:
    bool spend(std::size_t cells, std::size_t text);

    Document document_;
    bool in_table_ = false;
    bool room_ = true;
    std::size_t lines_ = 0;
    std::size_t cells_ = 0;
    std::size_t text_ = 0;
};

}  // namespace dondoc::plan
