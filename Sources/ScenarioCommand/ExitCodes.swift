// One name for the exit code in all files, whatever they import.
import ScenarioModel

/// The table of exit codes; the argument parser has a type of the same name that this program does not use.
typealias ExitCode = ScenarioModel.ExitCode
