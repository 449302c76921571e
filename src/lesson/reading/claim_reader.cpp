#include "lesson/reading/claim_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "claims/evidence.h"
#include "claims/field.h"
#include "lesson/problems.h"
#include "lesson/reading/pattern_reader.h"

namespace procdemo::lesson {

namespace {

using Keys = std::vector<std::string>;

// A verb's form: how many patterns it has, which keys it needs (of "field | fields", one) and which
// it may have. `needs` tells a reader.
struct Form {
  std::string name;
  Claim::Verb verb;
  std::size_t patterns;
  std::vector<Keys> required;
  Keys optional;
  std::string needs;
};

const Keys any_bound = {"equals", "at_least", "at_most"};
const Keys any_field = {"field", "fields"};

const std::array<Form, 6> forms = {{
    {"count", Claim::Verb::count, 1, {any_bound}, {}, "PATTERN, equals | at_least | at_most"},
    {"distinct",
     Claim::Verb::distinct,
     1,
     {{"field"}, any_bound},
     {},
     "PATTERN, field, equals | at_least | at_most"},
    {"before", Claim::Verb::before, 2, {}, {}, "[PATTERN, PATTERN]"},
    {"overlap", Claim::Verb::overlap, 2, {{"at_most"}}, any_field, "[PATTERN, PATTERN], at_most"},
    {"same", Claim::Verb::same, 2, {any_field}, {"multiset"}, "[PATTERN, PATTERN], field | fields"},
    {"compare",
     Claim::Verb::compare,
     2,
     {any_field, {"ratio"}},
     {"take"},
     "[PATTERN, PATTERN], field | fields, ratio"},
}};

const Keys keys_of_all = {"id", "words", "per",    "when",   "expect",
                          "by", "needs", "unless", "reason", "evidence"};
const Keys keys_of_verbs = {"field",   "fields",   "equals", "at_least",
                            "at_most", "multiset", "take",   "ratio"};

bool contains(const Keys& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

std::string word(const Node& node, const Keys& allowed) {
  if (contains(allowed, node.text())) return node.text();
  throw node.has_to_be(fmt::format("\"{}\"", fmt::join(allowed, "\" | \"")));
}

std::string flag_in(const Node& node) {
  return node.boolean() ? "true" : "false";
}

// As the option is given: a number, a flag, or one of its choices.
std::string value_in(const LessonOption& option, const Node& node) {
  if (option.kind == LessonOption::Kind::flag) return flag_in(node);
  if (option.kind == LessonOption::Kind::path) return node.text();
  if (option.kind == LessonOption::Kind::choice) return word(node, option.choices);
  return text_of(node.number());
}

// A claim that is no lesson's own: what it says stands elsewhere.
const Keys keys_of_bare = {"per", "expect", "orders"};

// Reads one [[claim]], or a bare one.
class ClaimReader {
 public:
  ClaimReader(const Node& node, const std::vector<LessonOption>& options)
      : ClaimReader(node, options, keys_of_all, node.at("id").text()) {
    claim_.words = node.at("words").wording_or_text();
  }

  ClaimReader(const Node& node, const std::vector<LessonOption>& options, const Keys& keys,
              const std::string& id)
      : node_(node), options_(options), keys_(keys) {
    claim_.id = id;
    claim_.line = node.line();
    patterns_.claim = claim_.id;
    for (const LessonOption& option : options) patterns_.names.push_back(option.name);
    for (const auto& [name, value] : limit_values({})) patterns_.names.push_back(name);
  }

  Claim read() {
    const Form& form = find_form();
    check_keys(form);
    claim_.verb = form.verb;
    read_patterns(form);
    read_fields();
    claim_.bounds = patterns_.bounds(node_);
    read_extras();
    read_scope();
    read_excuse();
    claim_.evidence = sentence("evidence", claim_.patterns);
    return claim_;
  }

 private:
  // --- the verb and its form ---

  const Form& find_form() const {
    Keys names;
    std::vector<const Form*> found;
    for (const Form& form : forms) {
      names.push_back(form.name);
      if (node_.find(form.name)) found.push_back(&form);
    }
    if (found.size() == 1) return *found[0];
    const std::string verbs = fmt::format("{}", fmt::join(names, ", "));
    throw node_.problem(LessonProblem::claim_verb, {claim_.id, verbs});
  }

  Problem misfit(const Node& at, const Form& form) const {
    return at.problem(LessonProblem::claim_shape, {claim_.id, form.name, form.needs});
  }

  void check_keys(const Form& form) const {
    Keys known = keys_;
    known.push_back(form.name);
    known.insert(known.end(), keys_of_verbs.begin(), keys_of_verbs.end());
    node_.only(known);

    Keys fitting = form.optional;
    for (const Keys& choice : form.required) {
      fitting.insert(fitting.end(), choice.begin(), choice.end());
      const auto given = [&](const std::string& key) { return node_.find(key) != nullptr; };
      if (std::ranges::none_of(choice, given)) throw misfit(node_, form);
    }
    for (const Node& entry : node_.entries()) {
      const bool of_a_verb = contains(keys_of_verbs, entry.key());
      if (of_a_verb && !contains(fitting, entry.key())) throw misfit(entry, form);
    }
  }

  // --- what the verb looks at ---

  void read_patterns(const Form& form) {
    const Node& node = node_.at(form.name);
    if (form.patterns == 1) {
      claim_.patterns = {patterns_.pattern(node)};
      return;
    }
    const bool pair = node.is<Node::Array>() && node.elements().size() == form.patterns;
    if (!pair) throw misfit(node, form);
    for (const Node& side : node.elements()) claim_.patterns.push_back(patterns_.pattern(side));
  }

  // field = "text" for every pattern, or fields with one for each.
  void read_fields() {
    const Node* one = node_.find("field");
    const Node* each = node_.find("fields");
    if (one && each) throw each->has_to_be("field | fields");
    const Node* at = one ? one : each;
    if (one) claim_.fields.assign(claim_.patterns.size(), one->text());
    if (each) claim_.fields = each->texts();
    if (!at && claim_.verb == Claim::Verb::overlap) claim_.fields = {"process", "process"};
    if (!at) return;
    if (claim_.fields.size() != claim_.patterns.size()) throw at->has_to_be("[field, field]");
    for (std::size_t i = 0; i < claim_.fields.size(); ++i) {
      patterns_.field(*at, claim_.fields[i], claim_.patterns[i]);
    }
  }

  void read_extras() {
    if (const Node* node = node_.find("multiset")) claim_.multiset = node->boolean();
    if (const Node* node = node_.find("take")) {
      claim_.take = word(*node, {"sum", "last"}) == "last" ? Claim::Take::last : Claim::Take::sum;
    }
    if (const Node* node = node_.find("ratio")) {
      if (node->elements().size() != 2) throw node->has_to_be("[lowest, highest]");
      const double lowest = node->elements()[0].number(), highest = node->elements()[1].number();
      claim_.bounds = {Figure{lowest, ""}, Figure{highest, ""}};
    }
  }

  // --- when, where and how it is to hold ---

  void read_scope() {
    if (const Node* node = node_.find("per")) {
      claim_.per = node->text();
      for (const Pattern& pattern : claim_.patterns) patterns_.field(*node, claim_.per, pattern);
    }
    if (const Node* node = node_.find("when")) claim_.when = read_when(*node, options_);
    if (const Node* node = node_.find("expect"))
      claim_.expect_broken = !word(*node, {"broken"}).empty();
    if (const Node* node = node_.find("by")) claim_.by_sleep = !word(*node, {"sleep"}).empty();
    if (const Node* node = node_.find("needs")) claim_.needs_live = !word(*node, {"live"}).empty();
  }

  // unless and reason, both or neither.
  void read_excuse() {
    if (!node_.find("unless") && !node_.find("reason")) return;
    claim_.unless = patterns_.pattern(node_.at("unless"));
    node_.at("reason");
    claim_.reason = sentence("reason", {claim_.unless});
  }

  // --- sentences that quote the run ---

  Wording sentence(const std::string& key, const std::vector<Pattern>& patterns) const {
    const Node* node = node_.find(key);
    if (!node) return {};
    const Wording words = node->wording_or_text();
    for (const std::string& text : {words.en, words.zh}) {
      for (const TextPart& part : parts_of(text)) {
        if (part.kind == TextPart::Kind::placeholder) check_reference(*node, part.text, patterns);
      }
    }
    return words;
  }

  void check_reference(const Node& node, const std::string& placeholder,
                       const std::vector<Pattern>& patterns) const {
    const std::optional<Reference> reference = reference_in(placeholder);
    if (!reference) return patterns_.placeholder(node, placeholder);
    if (reference->pattern >= patterns.size()) {
      throw node.problem(LessonProblem::value_unknown, {placeholder});
    }
    const bool only = reference->field == "only" && claim_.verb == Claim::Verb::same;
    if (reference->field == "count" || only) return;
    patterns_.field(node, reference->field, patterns[reference->pattern]);
  }

  const Node& node_;
  const std::vector<LessonOption>& options_;
  const Keys& keys_;  // beside those of verbs
  PatternReader patterns_;
  Claim claim_;
};

}  // namespace

std::vector<Claim> read_claims(const Node& list, const std::vector<LessonOption>& options) {
  std::vector<Claim> claims;
  for (const Node& node : list.elements()) {
    claims.push_back(ClaimReader(node, options).read());
    const std::string& id = claims.back().id;
    if (std::ranges::count(claims, id, &Claim::id) > 1) {
      throw node.at("id").problem(LessonProblem::claim_twice, {id});
    }
  }
  return claims;
}

OptionValues read_when(const Node& when, const std::vector<LessonOption>& options) {
  Keys names = {"no-tty"};
  for (const LessonOption& option : options) names.push_back(option.name);
  when.only(names);
  OptionValues values;
  for (const Node& entry : when.entries()) {
    const auto option = std::ranges::find(options, entry.key(), &LessonOption::name);
    values[entry.key()] = option == options.end() ? flag_in(entry) : value_in(*option, entry);
  }
  return values;
}

Claim read_bare_claim(const Node& node, const std::vector<LessonOption>& options,
                      const std::string& id) {
  return ClaimReader(node, options, keys_of_bare, id).read();
}

}  // namespace procdemo::lesson
