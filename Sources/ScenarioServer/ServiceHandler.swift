// One connection of a local server: reads requests and answers each as its description says.
import NIOCore
import NIOHTTP1
import ScenarioModel

/// Used by its connection's event loop alone.
final class ServiceHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let description: ServiceDescription
  private let page: ServicePage
  private var request: HTTPRequestHead?

  init(_ description: ServiceDescription, _ page: ServicePage) {
    self.description = description
    self.page = page
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): request = head
    case .body: break
    case .end:
      guard let request else { return }
      self.request = nil
      let answer = description.answer(to: request.uri.utf8)
      guard answer.delay > 0 else { return self.answer(request, answer, context) }
      context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(answer.delay)) {
        self.answer(request, answer, context)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ request: HTTPRequestHead, _ answer: ServiceAnswer, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    switch answer.failure {
    case nil, .status: send(request, answer, context)
    case .stall: break
    case .reset: Connection.reset(context)
    case .half: sendHalf(request, answer, context)
    }
  }

  private func send(_ request: HTTPRequestHead, _ answer: ServiceAnswer, _ context: ChannelHandlerContext) {
    let keepsAlive = description.keepsAlive && request.isKeepAlive
    write(head(request, answer, length: page.size, keepsAlive: keepsAlive), context)
    if request.method != .HEAD { writeBody(request, length: page.size, context) }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepsAlive { end.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
  }

  /// Announces all of the body and sends half of it.
  private func sendHalf(_ request: HTTPRequestHead, _ answer: ServiceAnswer, _ context: ChannelHandlerContext) {
    let length = max(2, page.size)
    write(head(request, answer, length: length, keepsAlive: false), context)
    writeBody(request, length: length / 2, context)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer())))).assumeIsolated()
      .whenComplete { _ in context.close(promise: nil) }
  }

  private func head(
    _ request: HTTPRequestHead, _ answer: ServiceAnswer, length: Int, keepsAlive: Bool
  ) -> HTTPServerResponsePart {
    var headers = HTTPHeaders([("content-type", "text/plain"), ("content-length", "\(length)")])
    if !keepsAlive { headers.add(name: "connection", value: "close") }
    let status = HTTPResponseStatus(statusCode: Int(answer.status))
    return .head(HTTPResponseHead(version: request.version, status: status, headers: headers))
  }

  private func writeBody(_ request: HTTPRequestHead, length: Int, _ context: ChannelHandlerContext) {
    for piece in page.body(of: request.uri, upTo: length) { write(.body(.byteBuffer(piece)), context) }
  }

  private func write(_ part: HTTPServerResponsePart, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(part), promise: nil)
  }
}
