#!/bin/sh
# A plug-in in plain shell: squares the input of each task. Its tasks run one after another, so it works for `serial` and
# `process` only. It may cut the lines apart like this because scenario promises their form: no spaces, and the members in
# the order of Documentation/plugins.md.
factor=1

while IFS= read -r line; do
  case $line in
    '{"hello":'*)
      echo '{"hello":{"version":1,"name":"square","summary":"Squares its input","bound_by":"cpu","strategies":["serial","process"],"parameters":{"factor":{"type":"integer","default":1,"minimum":1,"maximum":1000,"description":"What the square is multiplied by"}}}}'
      ;;
    '{"start":'*)
      rest=${line#*'"factor":'}
      factor=${rest%%[!0-9]*}
      echo '{"ready":{}}'
      ;;
    '{"run":'*)
      rest=$line
      answers=
      while [ "${rest#*'"id":'}" != "$rest" ]; do
        rest=${rest#*'"id":'}
        id=${rest%%[!0-9]*}
        rest=${rest#*'"input":'}
        input=${rest%%[!0-9-]*}
        answers="$answers,{\"id\":$id,\"result\":$((input * input * factor))}"
      done
      echo "{\"done\":[${answers#,}]}"
      ;;
    '{"ping":'*)
      rest=${line#*:}
      echo "{\"pong\":${rest%%[!0-9]*}}"
      ;;
    '{"stop":'*) exit 0 ;;
  esac
done
