// Arrivals at a rate that changes: as many as the rate's integral says, at the right moments.
import ScenarioModel
import Testing

@Suite("a rate of arrivals")
struct RateProfileTests {
  private func times(_ profile: RateProfile) -> [Int64] {
    var times: [Int64] = []
    while let time = profile.time(of: Double(times.count)) { times.append(time) }
    return times
  }

  @Test("that is constant spaces them evenly")
  func constant() {
    let times = times(RateProfile([200], duration: 1_000_000_000))
    #expect(times.count == 200)
    #expect(times.enumerated().allSatisfy { abs($1 - Int64($0) * 5_000_000) <= 1 })
  }

  @Test(
    "that changes brings as many as the area below it, never out of order, and densest where it is highest",
    arguments: [[10.0, 200], [200, 10], [10, 100, 100], [1, 500, 1]])
  func ramps(rates: [Double]) {
    let duration: Int64 = 4_000_000_000
    let profile = RateProfile(rates, duration: duration)
    let times = times(profile)
    #expect(abs(Double(times.count) - profile.expected) <= 1)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(times.allSatisfy { (0..<duration).contains($0) })
    // The number before a moment is the integral up to it, here by the trapezoid rule in steps of a millisecond.
    let parts = Double(rates.count - 1)
    var area = 0.0
    for step in 0..<4000 {
      let place = (Double(step) + 0.5) / 4000 * parts
      let part = min(Int(place), rates.count - 2)
      area += (rates[part] + (rates[part + 1] - rates[part]) * (place - Double(part))) / 1000
      let before = times.count { $0 < Int64(step + 1) * 1_000_000 }
      #expect(abs(Double(before) - area) <= 1.01, "\(rates) at \(step) ms")
    }
  }
}
