// `scenario completions`: what a shell needs to complete this program's arguments.
import ArgumentParser

struct CompletionsCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a completion script for a shell.",
    discussion: """
      bash:  scenario completions bash > ~/.local/share/bash-completion/completions/scenario
      zsh:   scenario completions zsh > "${fpath[1]}/_scenario"
      fish:  scenario completions fish > ~/.config/fish/completions/scenario.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var parserShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func execute(on console: Console, of tool: Tool) -> ExitCode {
    console.write(RootCommand.completionScript(for: shell.parserShell) + "\n")
    return .expected
  }
}
