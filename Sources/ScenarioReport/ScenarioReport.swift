// ScenarioReport
