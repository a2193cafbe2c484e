// Strict configuration from SALUR_* environment variables.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/time/time.h>

namespace salur {

// Reads variables one by one, remembers every error, and reports all at once in Finish(). Any
// variable X may be given as X_FILE instead: its value is then the file's content without the
// final line break. Not thread-safe.
class ConfigReader {
 public:
  using Environment = std::map<std::string, std::string>;

  // The process's variables that begin with SALUR_.
  static Environment FromProcess();

  explicit ConfigReader(Environment environment);

  // The value; an error when it is missing or empty.
  std::string Required(const std::string& name);
  // The value or `fallback`.
  std::string Optional(const std::string& name, std::string_view fallback);
  // One of `allowed`, or `fallback` when not given.
  std::string OneOf(const std::string& name, const std::vector<std::string>& allowed,
                    std::string_view fallback);
  // A whole number from `min` to `max`.
  struct IntegerRange {
    long min;
    long max;
    long fallback;
  };
  long Integer(const std::string& name, IntegerRange range);
  // A number greater than 0, at most `max`.
  double Positive(const std::string& name, double fallback, double max);
  // true or false.
  bool Boolean(const std::string& name, bool fallback);
  // The exact bytes of the file that NAME (itself ending in _FILE) names; exactly `bytes` long.
  std::string KeyFile(const std::string& name, std::size_t bytes);
  bool Has(const std::string& name) const;

  // Adds an error about a combination of values.
  void AddError(const std::string& name, std::string_view what);

  // INVALID_ARGUMENT INVALID_CONFIGURATION with every error and every unknown variable.
  absl::Status Finish() const;

 private:
  bool Lookup(const std::string& name, std::string* value);

  const Environment environment_;
  std::set<std::string> known_;
  std::vector<std::string> errors_;
};

}  // namespace salur
