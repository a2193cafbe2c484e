#include <memory>

#include "cli/commands/commands.h"

namespace salur::cli {
namespace {

// Every word that may follow the given commands, and below it the same for each subcommand:
// one line of a bash `case`, "tickets list") words="--unit ..." ;;
void Describe(const CLI::App& app, const std::string& path, std::string& cases) {
  std::string words;
  std::string deeper;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    words += sub->get_name() + ' ';
    Describe(*sub, path.empty() ? sub->get_name() : path + ' ' + sub->get_name(), deeper);
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + ' ';
  }
  if (!words.empty()) words.pop_back();
  cases += "    \"" + path + "\") words=\"" + words + "\" ;;\n" + deeper;
}

std::string BashCompletion(const CLI::App& root) {
  std::string cases;
  Describe(root, {}, cases);
  return "# bash completion of salurctl; use it with: source <(salurctl completion bash)\n"
         "_salurctl() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local path=\"\" words=\"\" next i\n"
         "  case \"$previous\" in\n"
         "    --service) COMPREPLY=($(compgen -W \"intake routing escalation\" -- \"$current\"))\n"
         "      return ;;\n"
         "    --lang) COMPREPLY=($(compgen -W \"id en\" -- \"$current\")); return ;;\n"
         "    --class) COMPREPLY=($(compgen -W \"complaint aspiration information\" -- "
         "\"$current\"))\n"
         "      return ;;\n"
         "    --outcome) COMPREPLY=($(compgen -W \"done answered cannot\" -- \"$current\"))\n"
         "      return ;;\n"
         "    --data) COMPREPLY=($(compgen -d -- \"$current\")); return ;;\n"
         "  esac\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    next=\"${path:+$path }${COMP_WORDS[i]}\"\n"
         "    _salurctl_words \"$next\" && path=$next\n"
         "  done\n"
         "  _salurctl_words \"$path\"\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  [[ $path == \"holidays import\" && $current != -* ]] &&\n"
         "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "  return 0\n"
         "}\n"
         "# Sets words to what may follow the commands; false for no such commands.\n"
         "_salurctl_words() {\n"
         "  case \"$1\" in\n" +
         cases +
         "    *) return 1 ;;\n"
         "  esac\n"
         "}\n"
         "complete -F _salurctl salurctl\n";
}

}  // namespace

void AddCompletion(CommandLine& line) {
  auto shell = std::make_shared<std::string>();
  CLI::App& app = line.AddCommand(
      line.root(),
      {"completion", "Completion for a shell", {"completion bash > ~/.salurctl-completion"}},
      [&line, shell] {
        line.context().io().out << BashCompletion(line.root());
        return absl::OkStatus();
      });
  app.add_option("SHELL", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
}

}  // namespace salur::cli
