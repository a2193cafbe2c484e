// --json: the contract's messages in the canonical JSON of protobuf, with the names of the .proto
// files (snake_case), 64-bit numbers as strings, and fields at their default value included.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/message.h>
#include <nlohmann/json_fwd.hpp>

namespace salur::cli {

// As a value, to be put together with others.
nlohmann::ordered_json ToJson(const google::protobuf::Message& message);

// Indented by two, ending in a line break. Broken UTF-8 is replaced, never an error.
std::string Dump(const nlohmann::ordered_json& value);

}  // namespace salur::cli
