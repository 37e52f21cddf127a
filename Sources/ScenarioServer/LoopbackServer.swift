// The process of a run's local server: listens on loopback, tells its port, and ends with the process that started it.
import NIOCore
import NIOHTTP1
import NIOPosix
import ScenarioModel

package enum LoopbackServer {
  /// Serves until standard input ends; the port is the one line that it writes to standard output.
  ///
  /// - Parameter arguments: the words of a `ServiceDescription`.
  /// - Returns: the process's exit code.
  package static func main(arguments: [String]) -> Int32 {
    guard let description = ServiceDescription(arguments: arguments) else {
      StandardStreams.complain("scenario server: is started by 'scenario run', not by hand")
      return 64
    }
    do {
      // One thread: it serves many times what a client on the same machine can ask for, and leaves the client the rest.
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let channel = try bootstrap(description, on: group).bind(host: "127.0.0.1", port: 0).wait()
      StandardStreams.write("\(channel.localAddress?.port ?? 0)\n")
      StandardStreams.awaitEndOfInput()
      return 0
    } catch {
      StandardStreams.complain("scenario server: \(error)")
      return 71
    }
  }

  private static func bootstrap(_ description: ServiceDescription, on group: any EventLoopGroup) -> ServerBootstrap {
    let page = ServicePage(size: description.size)
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ServiceHandler(description, page))
        }
      }
  }
}
