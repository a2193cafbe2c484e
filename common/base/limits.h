// Bounds that more than one service keeps. Each service's own stand in its domain/limits.h.
#pragma once

namespace salur::limits {

// Pages of every list.
constexpr int kPageSizeDefault = 50;
constexpr int kPageSizeMax = 200;
// Items of one batched call between services.
constexpr int kServiceBatchMax = 200;
// Numbered facts of one ticket.
constexpr int kFactsMax = 200;
// Length of a request_id, in bytes.
constexpr int kRequestIdBytesMax = 64;

}  // namespace salur::limits
