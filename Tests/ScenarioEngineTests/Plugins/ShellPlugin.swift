// A small plug-in in shell that keeps the protocol, each part of which a test can replace by something that does not.

struct ShellPlugin {
  /// What it does first of all.
  var begin = ""
  var hello = """
    echo '{"hello":{"version":1,"name":"shell","bound_by":"cpu","strategies":["serial","thread","process","async"]}}'
    """
  var start = "echo '{\"ready\":{}}'"
  /// With `$id` and `$task` of the message's first task.
  var run = "echo \"{\\\"done\\\":[{\\\"id\\\":$id,\\\"result\\\":$((task * 2)),\\\"ns\\\":5}]}\""
  var ping = "echo \"{\\\"pong\\\":$number}\""
  var stop = "exit 0"

  /// The program and its arguments.
  var words: [String] {
    [
      "sh", "-c",
      """
      \(begin)
      while IFS= read -r line; do
        case $line in
          '{"hello":'*) \(hello) ;;
          '{"start":'*) \(start) ;;
          '{"run":'*)
            rest=${line#*'"id":'}
            id=${rest%%[!0-9]*}
            rest=${rest#*'"task":'}
            task=${rest%%[!0-9]*}
            \(run) ;;
          '{"ping":'*)
            rest=${line#*:}
            number=${rest%%[!0-9]*}
            \(ping) ;;
          '{"stop":'*) \(stop) ;;
        esac
      done
      """,
    ]
  }
}
