// Every metric name in one place. docs/metrics.md gives formula and unit of each.
#pragma once

namespace salur::metric {

// Golden signals of each service.
constexpr char kRpcTotal[] = "salur_rpc_total";               // labels: method, code
constexpr char kRpcSeconds[] = "salur_rpc_duration_seconds";  // labels: method
constexpr char kReady[] = "salur_service_ready";
constexpr char kBuildInfo[] = "salur_build_info";  // labels: service, version

// Outbox, streams, dead letters.
constexpr char kOutboxRows[] = "salur_outbox_rows";  // labels: stream, state (waiting|published)
constexpr char kOutboxOldestSeconds[] = "salur_outbox_oldest_age_seconds";    // labels: stream
constexpr char kOutboxPublishedTotal[] = "salur_outbox_published_total";      // labels: stream
constexpr char kOutboxRepublishedTotal[] = "salur_outbox_republished_total";  // labels: stream
constexpr char kStreamLag[] = "salur_stream_lag_messages";        // labels: stream, group
constexpr char kConsumedTotal[] = "salur_stream_consumed_total";  // labels: stream, result
constexpr char kDeadLetters[] = "salur_dead_letters";             // labels: stream

// PostgreSQL pool.
constexpr char kPoolConnections[] = "salur_postgres_connections";   // labels: state (idle|busy)
constexpr char kPoolErrorsTotal[] = "salur_postgres_errors_total";  // labels: kind

// Intake.
constexpr char kFiledTotal[] = "salur_complaints_filed_total";  // labels: class, channel
constexpr char kFilingBatchSize[] = "salur_filing_batch_size";

// Routing.
constexpr char kRoutedTotal[] = "salur_tickets_routed_total";  // labels: level, outcome
constexpr char kReturnsTotal[] = "salur_returns_total";        // labels: level, group, result
constexpr char kOpenTickets[] = "salur_tickets_open";          // labels: level
constexpr char kTicketsOnRetiredUnits[] = "salur_tickets_on_retired_units";
constexpr char kDirectoryVersion[] = "salur_directory_version";
constexpr char kDirectoryUnits[] = "salur_directory_units";

// Escalation.
constexpr char kClimbsTotal[] = "salur_climbs_total";  // labels: level, result
constexpr char kClockLagSeconds[] = "salur_clock_lag_seconds";
constexpr char kOpenClocks[] = "salur_clocks_open";
constexpr char kHolidayYearsMissing[] = "salur_holiday_years_missing";

}  // namespace salur::metric
