#include "cli/context.h"

#include <nlohmann/json.hpp>

#include "cli/format/json.h"
#include "cli/format/time.h"

namespace salur::cli {

Style Context::error_style() const {
  return Style(io_.err_terminal.is_tty && ColourAllowed(process_));
}

Language Context::language(Language otherwise) const {
  if (options_.lang == "id") return Language::kIndonesian;
  if (options_.lang == "en") return Language::kEnglish;
  return otherwise;
}

View Context::view(Language otherwise) const {
  const bool colour = io_.out_terminal.is_tty && ColourAllowed(process_) && !options_.json;
  const auto columns = static_cast<std::size_t>(io_.out_terminal.columns);
  return {language(otherwise), Style(colour), {0, columns}};
}

Caller Context::caller(std::string_view otherwise) const {
  return {options_.as.empty() ? std::string(otherwise) : options_.as};
}

absl::StatusOr<Caller> Context::RequiredCaller(std::string_view example) const {
  if (!options_.as.empty()) return Caller{options_.as};
  return UsageError("this command needs to know which officer is asking: --as officer/NAME@UNIT",
                    "for instance: --as " + std::string(example));
}

absl::StatusOr<std::unique_ptr<Session>> Context::Connect(std::initializer_list<Service> needed,
                                                          absl::Duration default_timeout) const {
  absl::Duration timeout = default_timeout;
  if (!options_.timeout.empty()) {
    const auto parsed = ParseDuration(options_.timeout);
    if (!parsed.has_value()) {
      return UsageError("--timeout " + options_.timeout + ": not a length of time",
                        "for instance --timeout 5s, 500ms or 1m; at most 24h");
    }
    timeout = *parsed;
  }
  SALUR_ASSIGN_OR_RETURN(Endpoints endpoints, ResolveEndpoints(options_.endpoints, process_));
  for (const Service service : needed) {
    if (!endpoints.of(service).empty()) continue;
    const std::string name(Name(service));
    if (!endpoints.source.empty()) {
      return UnreachableError(endpoints.source + " does not say where " + name + " listens",
                              "give --" + name + " HOST:PORT, or start it: ./salur up");
    }
    return UnreachableError(
        "do not know where " + name +
            " listens: no .salur/endpoints.json here or above, and SALUR_ENDPOINTS is not set",
        "start the services with ./salur up, or give --" + name + " HOST:PORT");
  }
  return std::make_unique<Session>(std::move(endpoints), process_, timeout);
}

bool Context::PrintedJson(const google::protobuf::Message& message) {
  if (!options_.json) return false;
  io_.out << Dump(ToJson(message));
  return true;
}

void Context::PrintJson(const nlohmann::ordered_json& value) { io_.out << Dump(value); }

}  // namespace salur::cli
