import ServiceLifecycle

/// Tells the service manager that draining has begun.
struct StopNotice: Service {
    let notifier: ServiceNotifier

    func run() async {
        // Thrown by a cancellation: then nothing drains.
        guard (try? await gracefulShutdown()) != nil else { return }
        notifier.send(.stopping)
    }
}
