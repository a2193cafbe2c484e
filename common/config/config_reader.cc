#include "common/config/config_reader.h"

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/base/errors.h"

extern char** environ;

namespace salur {
namespace {

constexpr std::string_view kPrefix = "SALUR_";

bool ReadFile(const std::string& path, std::string* content) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream text;
  text << file.rdbuf();
  *content = text.str();
  return static_cast<bool>(file);
}

}  // namespace

ConfigReader::Environment ConfigReader::FromProcess() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (text.substr(0, kPrefix.size()) == kPrefix && equals != std::string_view::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

ConfigReader::ConfigReader(Environment environment) : environment_(std::move(environment)) {}

bool ConfigReader::Has(const std::string& name) const {
  return environment_.count(name) > 0 || environment_.count(name + "_FILE") > 0;
}

bool ConfigReader::Lookup(const std::string& name, std::string* value) {
  known_.insert(name);
  known_.insert(name + "_FILE");
  const auto direct = environment_.find(name);
  const auto file = environment_.find(name + "_FILE");
  if (direct != environment_.end() && file != environment_.end()) {
    AddError(name, "is given twice, also as " + name + "_FILE; give one of them");
    return false;
  }
  if (direct != environment_.end()) {
    *value = direct->second;
    return true;
  }
  if (file == environment_.end()) return false;
  if (!ReadFile(file->second, value)) {
    AddError(name + "_FILE", "names a file that cannot be read");
    return false;
  }
  while (!value->empty() && (value->back() == '\n' || value->back() == '\r')) value->pop_back();
  return true;
}

std::string ConfigReader::Required(const std::string& name) {
  const std::size_t errors_before = errors_.size();
  std::string value;
  if ((!Lookup(name, &value) || value.empty()) && errors_.size() == errors_before) {
    AddError(name, "is missing; set it or " + name + "_FILE");
  }
  return value;
}

std::string ConfigReader::Optional(const std::string& name, std::string_view fallback) {
  std::string value;
  return Lookup(name, &value) ? value : std::string(fallback);
}

std::string ConfigReader::OneOf(const std::string& name, const std::vector<std::string>& allowed,
                                std::string_view fallback) {
  std::string value = Optional(name, fallback);
  std::string list;
  for (const std::string& candidate : allowed) {
    if (candidate == value) return value;
    list += (list.empty() ? "" : ", ") + candidate;
  }
  AddError(name, "is \"" + value + "\"; must be one of: " + list);
  return std::string(fallback);
}

long ConfigReader::Integer(const std::string& name, IntegerRange range) {
  std::string value;
  if (!Lookup(name, &value)) return range.fallback;
  long number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < range.min ||
      number > range.max) {
    AddError(name, "is \"" + value + "\"; must be a whole number from " +
                       std::to_string(range.min) + " to " + std::to_string(range.max));
    return range.fallback;
  }
  return number;
}

double ConfigReader::Positive(const std::string& name, double fallback, double max) {
  std::string value;
  if (!Lookup(name, &value)) return fallback;
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (value.empty() || *end != '\0' || !(number > 0) || number > max) {
    std::ostringstream limit;
    limit << max;
    AddError(name, "is \"" + value + "\"; must be a number above 0 and at most " + limit.str());
    return fallback;
  }
  return number;
}

bool ConfigReader::Boolean(const std::string& name, bool fallback) {
  return OneOf(name, {"true", "false"}, fallback ? "true" : "false") == "true";
}

std::string ConfigReader::KeyFile(const std::string& name, std::size_t bytes) {
  known_.insert(name);
  const auto file = environment_.find(name);
  std::string content;
  if (file == environment_.end() || file->second.empty()) {
    AddError(name, "is missing; it names a file with a key of " + std::to_string(bytes) + " bytes");
  } else if (!ReadFile(file->second, &content)) {
    AddError(name, "names a file that cannot be read");
  } else if (content.size() != bytes) {
    AddError(name, "names a file of " + std::to_string(content.size()) + " bytes; a key has " +
                       std::to_string(bytes));
  }
  return content;
}

void ConfigReader::AddError(const std::string& name, std::string_view what) {
  errors_.push_back(name + " " + std::string(what));
}

absl::Status ConfigReader::Finish() const {
  std::string message;
  for (const std::string& error : errors_) message += (message.empty() ? "" : "; ") + error;
  for (const auto& [name, value] : environment_) {
    if (known_.count(name) > 0) continue;
    message += (message.empty() ? "" : "; ") + name + " is not a variable of this service";
  }
  if (message.empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_CONFIGURATION", message);
}

}  // namespace salur
