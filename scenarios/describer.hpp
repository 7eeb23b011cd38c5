#pragma once
// Settings that only gather what is declared: no file, no values, no mistakes.

#include "scenarios/describe.hpp"
#include "scenarios/sheet.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

class Describer final : public Sheet {
public:
    // Fills `description`, which must outlive it.
    explicit Describer(Description& description, Dimension dimension = Dimension::number)
        : description_(description), dimension_(dimension) {}

    Dimension dimension() const override { return dimension_; }
    bool section(std::string_view key, std::string_view doc, const Read& read) override;
    void sections(std::string_view key, std::string_view doc, const Read& read) override;
    void named(std::string_view key, std::string_view doc, const ReadNamed& read) override;
    void positional(std::string_view key) override { description_.positional = key; }
    void pair(std::string_view, std::string_view) override { description_.pair = true; }
    bool rows(std::string_view key, std::string_view doc, const std::vector<CsvColumn>& columns,
              const ReadRow& read) override;
    void refuse(std::string_view, std::string_view) override {}
    bool has(std::string_view) const override { return true; }
    bool describing() const override { return true; }
    std::uint32_t find(Named, std::string_view, std::string_view) override { return 0; }
    const std::vector<std::string>& names(Named) const override { return no_names_; }
    std::int64_t start_day() const override { return 0; }
    void note(std::string) override {}

    bool part(std::string_view key, std::string_view doc, const ReadPart& read, bool always) override;
    bool collection(std::string_view key, std::string_view doc, const Collection& shape,
                    const ReadEntry& read) override;
    void others(std::string_view what, std::string_view doc, const ReadEntry& read) override;
    void sequence(std::string_view key, std::string_view doc, const ReadEntry& read) override;
    const Node* tree(std::string_view key, std::string_view doc, std::string_view form) override;
    std::int64_t start_date(std::string_view key, std::string_view fallback, std::string_view doc) override;
    Place place_of(std::string_view) const override { return {}; }
    std::size_t mistakes() const override { return 0; }

protected:
    std::optional<Scalar> ask(const Declaration& declaration) override;
    std::vector<Scalar> ask_list(const Declaration& declaration) override;
    std::vector<std::pair<std::uint32_t, double>> ask_shares(const Declaration& declaration, bool sum_to_one) override;
    std::unique_ptr<const Policy> choose(const Declaration& declaration) override;
    const Policy* choose_kept(const Declaration& declaration) override;

private:
    Description::Setting& add(const Declaration& declaration);
    Description::Setting& add(std::string_view key, std::string_view doc, Description::Shape shape, Kind kind);
    // Runs `read` over a description of its own and adds that to the bodies.
    void describe_in(std::vector<Description>& bodies, const ReadPart& read);

    Description& description_;
    Dimension dimension_;
    std::vector<std::string> no_names_;
};

}  // namespace backstock
