// One connection slot: libcurl's handles for one request at a time, whose connection is kept for the next one.
import CCurl

/// Not thread-safe: one request uses it, and one thread at a time works for that request.
final class CurlConnection {
  enum Progress {
    case wait(for: [Interest], deadline: Int64?)
    case done(HttpAnswer)
    /// With what is known of the answer so far.
    case failed(HttpTrouble, HttpAnswer)
  }

  private let library: CurlLibrary
  private let curl: UnsafePointer<ccurl_functions>
  private let multi: UnsafeMutableRawPointer
  private let easy: UnsafeMutableRawPointer
  private let transfer: UnsafeMutablePointer<CurlTransfer>
  /// Where libcurl writes what it has to say about a request that failed; empty where it has nothing.
  private let remark = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var lines: UnsafeMutablePointer<curl_slist>?
  private var isBusy = false

  /// - Throws: `TaskError` when libcurl has no memory or descriptors for it.
  init(_ library: CurlLibrary) throws(TaskError) {
    self.library = library
    curl = library.functions
    guard let easy = curl.pointee.easy_init() else { throw TaskError("libcurl could not prepare a request") }
    guard let multi = curl.pointee.multi_init() else {
      curl.pointee.easy_cleanup(easy)
      throw TaskError("libcurl could not prepare a connection; there may be too few descriptors")
    }
    self.easy = easy
    self.multi = multi
    transfer = .allocate(capacity: 1)
    transfer.initialize(to: CurlTransfer())
    _ = ccurl_set_callbacks(curl, multi, CurlTransfer.noteSocket, CurlTransfer.noteTimer, transfer)
    _ = ccurl_set_writer(curl, easy, CurlTransfer.take, transfer)
    _ = ccurl_set_header_reader(curl, easy, CurlTransfer.takeLine, transfer)
    remark.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    _ = ccurl_set_pointer(curl, easy, CURLOPT_ERRORBUFFER, remark)
    set(CURLOPT_NOSIGNAL, 1)
    ccurl_set_quick_exit(curl, easy)
    // Only what the file names is spoken to, in the protocols that it can name: neither a proxy of the environment nor
    // a place that an answer refers to.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_USERAGENT, "scenario")
  }

  deinit {
    if isBusy { _ = curl.pointee.multi_remove_handle(multi, easy) }
    curl.pointee.easy_cleanup(easy)
    _ = curl.pointee.multi_cleanup(multi)
    curl.pointee.slist_free_all(lines)
    transfer.deinitialize(count: 1)
    transfer.deallocate()
    remark.deallocate()
  }

  /// Begins a request; `proceed` then does the work.
  ///
  /// - Throws: `TaskError` when libcurl refuses it.
  func start(_ request: HttpRequest) throws(TaskError) {
    transfer.pointee.reset(looking: request.expectedText)
    remark.pointee = 0
    configure(request)
    guard curl.pointee.multi_add_handle(multi, easy) == CURLM_OK else {
      throw TaskError("libcurl could not start a request")
    }
    isBusy = true
  }

  private func configure(_ request: HttpRequest) {
    set(CURLOPT_URL, request.url)
    set(CURLOPT_NOBODY, request.method == .head ? 1 : 0)
    if request.method != .head { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
    set(CURLOPT_TIMEOUT_MS, Int(request.timeout / 1_000_000))
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(request.connectTimeout / 1_000_000))
    set(CURLOPT_FORBID_REUSE, request.keepsAlive ? 0 : 1)
    if let trust = request.trust { set(CURLOPT_CAINFO, trust) }
    setLines(request.headers)
    guard let text = request.sentBody else { return }
    // The size first: then libcurl copies so many bytes, whatever they are.
    _ = ccurl_set_size(curl, easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(text.utf8.count))
    set(CURLOPT_COPYPOSTFIELDS, text)
  }

  /// The headers of a request rarely change from one to the next.
  private func setLines(_ headers: [String]) {
    guard headers != currentHeaders || lines == nil else { return }
    curl.pointee.slist_free_all(lines)
    // Without this libcurl waits up to a second for leave to send a large body.
    lines = curl.pointee.slist_append(nil, "Expect:")
    // Nor does it say that a body is a form: what it is says the file, or nobody.
    lines = curl.pointee.slist_append(lines, "Content-Type:")
    for header in headers {
      // To libcurl a line without a value is one to leave out, and a semicolon means that there is none.
      lines = curl.pointee.slist_append(lines, header.hasSuffix(": ") ? header.dropLast(2) + ";" : header)
    }
    _ = ccurl_set_lines(curl, easy, CURLOPT_HTTPHEADER, lines)
    currentHeaders = headers
  }
  private var currentHeaders: [String] = []

  /// Goes on as far as possible without waiting.
  func proceed() -> Progress {
    var running: Int32 = 0
    for interest in transfer.pointee.interests {
      // Whoever calls was told that something is ready, not what; libcurl finds out without waiting.
      let events = interest.forWriting ? CURL_CSELECT_OUT : CURL_CSELECT_IN
      _ = curl.pointee.multi_socket_action(multi, interest.descriptor, events, &running)
    }
    while let deadline = transfer.pointee.deadline, deadline <= Clock.now() {
      transfer.pointee.deadline = nil
      _ = curl.pointee.multi_socket_action(multi, curl_socket_t(-1), 0, &running)
    }
    let result = ccurl_result(curl, multi)
    guard result >= 0 else {
      return .wait(for: transfer.pointee.interests, deadline: transfer.pointee.deadline)
    }
    let answer = self.answer()
    stop()
    let code = CURLcode(UInt32(result))
    guard code == CURLE_OK else { return .failed(trouble(code), answer) }
    // libcurl makes do with the head that came until the connection ended.
    return transfer.pointee.hasHead ? .done(answer) : .failed(.headless, answer)
  }

  private func trouble(_ code: CURLcode) -> HttpTrouble {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: .unresolved
    case CURLE_COULDNT_CONNECT: .unconnected
    case CURLE_OPERATION_TIMEDOUT: .late
    case CURLE_GOT_NOTHING: .silent
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: .broken(words(code))
    case CURLE_PARTIAL_FILE: .partial
    case CURLE_PEER_FAILED_VERIFICATION: .untrusted(words(code))
    case CURLE_SSL_CONNECT_ERROR: .insecure(words(code))
    default: .other(words(code))
    }
  }

  /// What libcurl says about this request, else about any that ends with the code.
  private func words(_ code: CURLcode) -> String {
    remark.pointee == 0 ? library.words(code) : CurlLibrary.inSentence(String(cString: remark))
  }

  /// Gives up the request, if there is one; its connection is then closed.
  func stop() {
    guard isBusy else { return }
    isBusy = false
    _ = curl.pointee.multi_remove_handle(multi, easy)
  }

  private func answer() -> HttpAnswer {
    func nanoseconds(_ info: CURLINFO) -> Int64 { ccurl_size(curl, easy, info) * 1000 }
    return HttpAnswer(
      status: Int32(truncatingIfNeeded: ccurl_number(curl, easy, CURLINFO_RESPONSE_CODE)),
      bytes: transfer.pointee.bytes, digest: transfer.pointee.digest, hasText: transfer.pointee.finder.isFound,
      isConnected: nanoseconds(CURLINFO_PRETRANSFER_TIME_T) > 0,
      connect: ccurl_number(curl, easy, CURLINFO_NUM_CONNECTS) > 0
        ? max(nanoseconds(CURLINFO_CONNECT_TIME_T), nanoseconds(CURLINFO_APPCONNECT_TIME_T)) : nil,
      firstByte: nanoseconds(CURLINFO_STARTTRANSFER_TIME_T), total: nanoseconds(CURLINFO_TOTAL_TIME_T),
      systemError: Int32(truncatingIfNeeded: ccurl_number(curl, easy, CURLINFO_OS_ERRNO)))
  }

  private func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_number(curl, easy, option, value) }
  private func set(_ option: CURLoption, _ value: String) { _ = ccurl_set_text(curl, easy, option, value) }
}

/// What libcurl's callbacks write down about the request in progress.
private struct CurlTransfer {
  var digest = StreamDigest()
  var bytes: Int64 = 0
  var finder = TextFinder("")
  /// Whether the head has come to its end, an empty line.
  var hasHead = false
  /// What libcurl wants to be called for.
  var interests: [Interest] = []
  /// When it wants to be called whatever happens, on the monotonic clock in ns.
  var deadline: Int64?

  mutating func reset(looking text: String) {
    digest = StreamDigest()
    bytes = 0
    finder = TextFinder(text)
    hasHead = false
    interests.removeAll(keepingCapacity: true)
    deadline = nil
  }

  static let take: ccurl_write_callback = { bytes, size, count, user in
    let transfer = user!.assumingMemoryBound(to: CurlTransfer.self)
    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
    transfer.pointee.digest.add(piece)
    transfer.pointee.bytes += Int64(piece.count)
    transfer.pointee.finder.look(at: piece)
    return piece.count
  }

  /// A line of a head, or of what follows a body. An answer may have several heads, all but the last mere notices.
  static let takeLine: ccurl_write_callback = { bytes, size, count, user in
    let transfer = user!.assumingMemoryBound(to: CurlTransfer.self)
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    if line.starts(with: "HTTP/".utf8) { transfer.pointee.hasHead = false }
    if line.elementsEqual([13, 10]) || line.elementsEqual([10]) { transfer.pointee.hasHead = true }
    return line.count
  }

  static let noteSocket: ccurl_socket_callback = { _, socket, what, user, _ in
    let transfer = user!.assumingMemoryBound(to: CurlTransfer.self)
    transfer.pointee.interests.removeAll { $0.descriptor == socket }
    guard what != CURL_POLL_REMOVE else { return 0 }
    if what & CURL_POLL_IN != 0 { transfer.pointee.interests.append(Interest(descriptor: socket, forWriting: false)) }
    if what & CURL_POLL_OUT != 0 { transfer.pointee.interests.append(Interest(descriptor: socket, forWriting: true)) }
    return 0
  }

  static let noteTimer: ccurl_timer_callback = { _, milliseconds, user in
    let transfer = user!.assumingMemoryBound(to: CurlTransfer.self)
    // libcurl rounds down, and forgets a timeout that it is called for less than a millisecond too early.
    let wait = milliseconds == 0 ? 0 : (Int64(milliseconds) + 1) * 1_000_000
    transfer.pointee.deadline = milliseconds < 0 ? nil : Clock.now() + wait
    return 0
  }
}
