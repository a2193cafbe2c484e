// The commands of salurctl, one file for each group.
#pragma once

#include "cli/command_line.h"

namespace salur::cli {

// file
void AddFile(CommandLine& line);
// track
void AddTrack(CommandLine& line);
// tickets list, show, accept, resolve
void AddTickets(CommandLine& line);
// tickets respond, return, assign, classify
void AddTicketMoves(CommandLine& line, CLI::App& group);
// clocks, overdue
void AddClocks(CommandLine& line);
// unit show, list; region show; categories; locate; route preview
void AddDirectoryQueries(CommandLine& line);
// directory import
void AddDirectoryImport(CommandLine& line);
// rules list, export, versions, replace, restore, diff
void AddRules(CommandLine& line);
// units enrol, dismiss, contact
void AddUnitChanges(CommandLine& line);
// holidays import, list; policies list
void AddCalendar(CommandLine& line);
// dead-letters list, show, replay
void AddDeadLetters(CommandLine& line);
// health, info
void AddHealth(CommandLine& line);
// demo
void AddDemo(CommandLine& line);
// completion
void AddCompletion(CommandLine& line);

// All of them.
void AddAll(CommandLine& line);

// The callers of commands that have a sensible one.
inline constexpr std::string_view kPartnerCaller = "partner/demo";
inline constexpr std::string_view kAdminCaller = "admin/cli";

}  // namespace salur::cli
