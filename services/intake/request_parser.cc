#include "services/intake/request_parser.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>

#include "services/intake/domain/text_rules.h"

namespace salur::intake {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

constexpr int kNestingMax = 20;

absl::Status Malformed() {
  return MakeError(absl::StatusCode::kInvalidArgument, "MALFORMED_REQUEST",
                   "the bytes are not a message of this method");
}

// Replaces broken texts below `fields`, which is a message of type `descriptor` without types.
bool Repair(const Descriptor& descriptor, const std::string& path, int nesting,
            UnknownFieldSet& fields, std::vector<FieldViolation>& broken) {
  if (nesting > kNestingMax) return false;
  for (int i = 0; i < fields.field_count(); ++i) {
    UnknownField& field = *fields.mutable_field(i);
    const FieldDescriptor* known = descriptor.FindFieldByNumber(field.number());
    if (known == nullptr || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    const std::string name = path + std::string(known->name());
    std::string& value = *field.mutable_length_delimited();
    if (known->type() == FieldDescriptor::TYPE_STRING) {
      if (IsValidUtf8(value)) continue;
      broken.push_back({name, "is not valid UTF-8"});
      value = "?";
    } else if (known->type() == FieldDescriptor::TYPE_MESSAGE) {
      UnknownFieldSet inner;
      if (!inner.ParseFromString(value)) return false;
      if (!Repair(*known->message_type(), name + ".", nesting + 1, inner, broken)) return false;
      value.clear();
      inner.SerializeToString(&value);
    }
  }
  return true;
}

}  // namespace

absl::Status ParseRequest(std::string_view bytes, google::protobuf::Message& message,
                          std::vector<FieldViolation>& broken_texts) {
  {
    // The parser would write about broken UTF-8 to standard error, which is for JSON lines.
    const google::protobuf::LogSilencer silencer;
    if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
      return absl::OkStatus();
  }
  UnknownFieldSet fields;
  if (!fields.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Malformed();
  std::vector<FieldViolation> broken;
  if (!Repair(*message.GetDescriptor(), "", 0, fields, broken) || broken.empty()) {
    return Malformed();
  }
  std::string repaired;
  fields.SerializeToString(&repaired);
  message.Clear();
  if (!message.ParseFromString(repaired)) return Malformed();
  broken_texts.insert(broken_texts.end(), broken.begin(), broken.end());
  return absl::OkStatus();
}

}  // namespace salur::intake
