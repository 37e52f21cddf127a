// ScenarioSyntax
