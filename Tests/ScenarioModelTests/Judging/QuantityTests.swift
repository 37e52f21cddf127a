// Figures in the words that reports use.
import ScenarioModel
import Testing

@Suite("quantities in words")
struct QuantityTests {
  @Test(
    "durations keep three digits and choose their unit",
    arguments: [
      (Int64(0), "0 ns"), (999, "999 ns"), (1_000, "1.00 us"), (12_345, "12.3 us"), (999_499, "999 us"),
      (999_500, "1.00 ms"), (101_000_000, "101 ms"), (2_500_000_000, "2.50 s"), (119_949_000_000, "120 s"),
      (120_000_000_000, "2 min"), (250_000_000_000, "4 min 10 s"), (7_500_000_000_000, "2 h 5 min"),
      (-1_500_000, "-1.50 ms"), (.max, "2562047 h 47 min"), (.min, "-2562047 h 47 min"),
    ])
  func durations(nanoseconds: Int64, text: String) {
    #expect(Quantity.duration(nanoseconds) == text)
  }

  @Test(
    "sizes are in powers of 1024",
    arguments: [
      (Int64(512), "512 B"), (4096, "4 KiB"), (1_572_864, "1.50 MiB"), (1_048_575, "1.00 MiB"), (-2048, "-2 KiB"),
    ])
  func sizes(bytes: Int64, text: String) {
    #expect(Quantity.size(bytes) == text)
  }

  @Test("ratios, rates, shares and counts")
  func others() {
    #expect(Quantity.ratio(1.944) == "1.94x")
    #expect(Quantity.ratio(12.04) == "12.0x")
    #expect(Quantity.ratio(.nan) == "?x")
    #expect(Quantity.rate(19.84) == "19.8/s")
    #expect(Quantity.rate(12_499.6) == "12,500/s")
    #expect(Quantity.percent(0.025) == "2.5 %")
    #expect(Quantity.percent(0.8) == "80 %")
    #expect(Quantity.percent(0.9999) == "99.9 %")
    #expect(Quantity.percent(1) == "100 %")
    #expect(Quantity.count(-1_234_567) == "-1,234,567")
    #expect(Quantity.counted(1, "run") == "1 run")
    #expect(Quantity.counted(2, "process", plural: "processes") == "2 processes")
  }
}
