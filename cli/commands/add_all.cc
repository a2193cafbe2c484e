#include "cli/commands/commands.h"

namespace salur::cli {

void AddAll(CommandLine& line) {
  AddFile(line);
  AddTrack(line);
  AddTickets(line);
  AddClocks(line);
  AddDirectoryQueries(line);
  AddDirectoryImport(line);
  AddRules(line);
  AddUnitChanges(line);
  AddCalendar(line);
  AddDeadLetters(line);
  AddHealth(line);
  AddDemo(line);
  AddCompletion(line);
}

}  // namespace salur::cli
